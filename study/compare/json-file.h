/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_JSON_FILE_H
#define WAKU_JSON_FILE_H

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief A value in a JSON file, which knows its place there.
 *
 * What is not as it has to be throws MeasurementError with the name of the file and the place, such
 * as `data.result[3].values`.
 */
class JsonPlace
{
  public:
    /**
     * \param file path of the file
     * \param place place of the value; empty for the whole file
     * \param value the value, which must outlive this object
     */
    JsonPlace(const std::string& file, const std::string& place, const nlohmann::json& value);

    /** \return whether this is an object that has a member of that name */
    bool Has(const std::string& name) const;
    /** \return whether this is null */
    bool IsNull() const;
    /** \return a member of an object */
    JsonPlace At(const std::string& name) const;
    /** \return an entry of a list */
    JsonPlace At(std::size_t index) const;
    /** \return number of entries of a list */
    std::size_t GetSize() const;
    /** \return a finite number */
    double GetNumber() const;
    /**
     * \param most largest allowed number
     * \return a whole number from 0 to the largest
     */
    uint64_t GetCount(uint64_t most) const;
    /** \return true or false */
    bool GetFlag() const;
    /** \return names of the members of an object, in their order */
    std::vector<std::string> GetNames() const;
    /** \return the place, such as `data.result[3].values`, with the name of the file before it */
    std::string GetPlace() const;
    /** \return a text */
    std::string GetText() const;
    /** \return an object whose members are texts */
    std::map<std::string, std::string> GetTexts() const;
    /** \return the numbers in this object and in objects within it, by path, such as `hops.mean` */
    std::map<std::string, double> GetNumbers() const;

    /** \param what what is wrong with the value */
    [[noreturn]] void Fail(const std::string& what) const;

  private:
    std::string m_file;            //!< path of the file
    std::string m_place;           //!< place of the value
    const nlohmann::json& m_value; //!< the value
};

/**
 * \ingroup waku
 * \brief A JSON file.
 */
class JsonFile
{
  public:
    /** \param path path of the file; what is no JSON throws MeasurementError with line and column
     */
    explicit JsonFile(const std::string& path);

    /**
     * \param path name of the file, for errors
     * \param text its content; what is no JSON throws MeasurementError with line and column
     */
    JsonFile(const std::string& path, const std::string& text);
    ~JsonFile();

    /** \return all of it */
    JsonPlace GetRoot() const;

  private:
    std::string m_path;                     //!< path of the file
    std::unique_ptr<nlohmann::json> m_json; //!< its content
};

} // namespace ns3

#endif /* WAKU_JSON_FILE_H */
