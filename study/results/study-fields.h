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
 * \brief Values of result rows as text without commas and line breaks. Rows are passed between
 * processes or stored in files in this form. A value that is written and read again is the same to
 * the last bit.
 */
namespace FieldValue
{

/** Points of a curve. */
using Points = std::vector<std::pair<double, double>>;

/**
 * \param value a value
 * \return the value as text
 */
std::string Write(double value);
/** \copydoc Write(double) */
std::string Write(uint64_t value);
/** \copydoc Write(double) */
std::string Write(const Points& value);

/**
 * \param text text of a value
 * \param [out] value the value
 * \return whether the whole text is a value
 */
bool Read(const std::string& text, double& value);
/** \copydoc Read(const std::string&,double&) */
bool Read(const std::string& text, uint64_t& value);
/** \copydoc Read(const std::string&,double&) */
bool Read(const std::string& text, Points& value);

} // namespace FieldValue

/**
 * \ingroup waku
 * \brief The fields of a result row by name. All result rows are written and read with it.
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
    /** Pointer to a member of type T of a row. */
    template <typename T>
    using Member = T Row::*;

    /**
     * Add a field.
     * \param name name of the field
     * \param member member that holds its value
     * \return this object
     */
    template <typename T>
    StudyFields& Add(const std::string& name, Member<T> member)
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

    /**
     * \param row a row
     * \return values of the row as text, in the order of the names
     */
    std::vector<std::string> Write(const Row& row) const
    {
        std::vector<std::string> texts;
        for (const auto& write : m_writers)
        {
            texts.push_back(write(row));
        }
        return texts;
    }

    /**
     * \param texts values as text, as from Write()
     * \return the row; nothing if the texts are not such values
     */
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
    std::vector<std::string> m_names;                                     //!< names of the fields
    std::vector<std::function<std::string(const Row&)>> m_writers;        //!< write the fields
    std::vector<std::function<bool(const std::string&, Row&)>> m_readers; //!< read the fields
};

} // namespace ns3

#endif /* WAKU_STUDY_FIELDS_H */
