/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_STUDY_FIELDS_H
#define WAKU_STUDY_FIELDS_H

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Values of result rows as text that has no comma and no line break, for rows that go from
 * one process to another or to a file. What is read is what was written, to the last bit.
 */
namespace FieldValue
{

/** Points of a curve. */
using Points = std::vector<std::pair<double, double>>;

/** \param value a value \return its text */
std::string Write(double value);
/** \copydoc Write(double) */
std::string Write(uint64_t value);
/** \copydoc Write(double) */
std::string Write(const Points& value);

/** \param text a value's text \param value gets it \return whether the text is one, and no more */
bool Read(const std::string& text, double& value);
/** \copydoc Read(const std::string&,double&) */
bool Read(const std::string& text, uint64_t& value);
/** \copydoc Read(const std::string&,double&) */
bool Read(const std::string& text, Points& value);

} // namespace FieldValue

/**
 * \ingroup waku
 * \brief The fields of a result row, by name: the one writer and the one reader of such rows.
 *
 * \code
 *   static const StudyFields<MyRow> fields = StudyFields<MyRow>()
 *                                                .Add("published", &MyRow::published)
 *                                                .Add("p95_s", &MyRow::p95);
 * \endcode
 *
 * \tparam Row a struct whose members are of types of FieldValue
 */
template <typename Row>
class StudyFields
{
  public:
    /** \param name of the field \param member that has it \return this */
    template <typename T>
    StudyFields& Add(const std::string& name, T Row::*member)
    {
        m_names.push_back(name);
        m_writers.push_back([member](const Row& row) { return FieldValue::Write(row.*member); });
        m_readers.push_back([member](const std::string& text, Row& row) {
            return FieldValue::Read(text, row.*member);
        });
        return *this;
    }

    /** \return names of the fields */
    const std::vector<std::string>& GetNames() const
    {
        return m_names;
    }

    /** \param row a row \return its values, in the order of the names */
    std::vector<std::string> Write(const Row& row) const
    {
        std::vector<std::string> texts;
        for (const auto& write : m_writers)
        {
            texts.push_back(write(row));
        }
        return texts;
    }

    /** \param texts what Write() returned \return the row; nothing if they are anything else */
    std::optional<Row> Read(const std::vector<std::string>& texts) const
    {
        Row row;
        bool isGood = texts.size() == m_readers.size();
        for (std::size_t i = 0; isGood && i < texts.size(); i++)
        {
            isGood = m_readers[i](texts[i], row);
        }
        return isGood ? std::make_optional(row) : std::nullopt;
    }

  private:
    std::vector<std::string> m_names;                                     //!< of the fields
    std::vector<std::function<std::string(const Row&)>> m_writers;        //!< of the fields
    std::vector<std::function<bool(const std::string&, Row&)>> m_readers; //!< of the fields
};

} // namespace ns3

#endif /* WAKU_STUDY_FIELDS_H */
