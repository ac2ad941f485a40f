/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_CSV_COLUMNS_H
#define WAKU_CSV_COLUMNS_H

#include <map>
#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Which column of a CSV file has what, such as `latency=rtt:ms,seq=id,node,hops`.
 *
 * - `latency`: time from publish to delivery; or instead of it
 * - `published` and `received`: points in time, whose difference is the latency;
 * - `seq`: number or name of the message;
 * - `node`: the receiver;
 * - `publisher`: the node that published the message;
 * - `hops`: hops from publisher to receiver, a whole number; or instead of it
 * - `from`: the neighbour from which the receiver had its first copy, from which hops are counted.
 *
 * The word after `=` is the column's name in the first line of the file; without it, it is the same
 * word. The unit of a time is written after `:` (`s`, `ms`, `us` or `ns`).
 */
struct CsvColumns
{
    /** A column. */
    struct Column
    {
        std::string name; //!< its name in the first line
        double unit{1};   //!< length of its unit in seconds, if it has times
    };

    /** Columns by what they have: latency, published, received, seq, node, publisher, hops or
     * from. */
    std::map<std::string, Column> byRole;

    /**
     * \param text the mapping
     * \return the columns; a wrong text throws std::invalid_argument
     */
    static CsvColumns Parse(const std::string& text);

    /**
     * Find out what the columns of a file have, by their names: `latency_ms` (or `_s`, `_us`,
     * `_ns`), `published_ms`, `received_ms`, `seq`, `node`, `publisher`, `hops` and `from`. Other
     * columns are ignored.
     * \param header first line of the file
     * \return the columns
     */
    static CsvColumns Guess(const std::string& header);
};

} // namespace ns3

#endif /* WAKU_CSV_COLUMNS_H */
