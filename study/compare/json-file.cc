/* SPDX-License-Identifier: GPL-2.0-only */
#include "json-file.h"

#include "measurement.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace ns3
{

JsonPlace::JsonPlace(const std::string& file, const std::string& place, const nlohmann::json& value)
    : m_file(file),
      m_place(place),
      m_value(value)
{
}

void
JsonPlace::Fail(const std::string& what) const
{
    throw MeasurementError(m_file, (m_place.empty() ? "the file" : m_place) + " " + what);
}

bool
JsonPlace::Has(const std::string& name) const
{
    return m_value.is_object() && m_value.count(name) > 0;
}

bool
JsonPlace::IsNull() const
{
    return m_value.is_null();
}

JsonPlace
JsonPlace::At(const std::string& name) const
{
    if (!Has(name))
    {
        Fail(m_value.is_object() ? "has no member \"" + name + "\"" : "is no object");
    }
    return JsonPlace(m_file, m_place + (m_place.empty() ? "" : ".") + name, m_value.at(name));
}

JsonPlace
JsonPlace::At(std::size_t index) const
{
    if (index >= GetSize())
    {
        Fail("has no entry " + std::to_string(index));
    }
    return JsonPlace(m_file, m_place + "[" + std::to_string(index) + "]", m_value.at(index));
}

std::size_t
JsonPlace::GetSize() const
{
    if (!m_value.is_array())
    {
        Fail("is no list");
    }
    return m_value.size();
}

double
JsonPlace::GetNumber() const
{
    if (!m_value.is_number() || !std::isfinite(m_value.get<double>()))
    {
        Fail("is no number");
    }
    return m_value.get<double>();
}

uint64_t
JsonPlace::GetCount(uint64_t most) const
{
    const bool isWhole = m_value.is_number_unsigned() ||
                         (m_value.is_number_integer() && m_value.get<int64_t>() >= 0);
    if (!isWhole || m_value.get<uint64_t>() > most)
    {
        Fail("is no whole number from 0 to " + std::to_string(most));
    }
    return m_value.get<uint64_t>();
}

bool
JsonPlace::GetFlag() const
{
    if (!m_value.is_boolean())
    {
        Fail("is neither true nor false");
    }
    return m_value.get<bool>();
}

std::vector<std::string>
JsonPlace::GetNames() const
{
    if (!m_value.is_object())
    {
        Fail("is no object");
    }
    std::vector<std::string> names;
    for (const auto& [name, value] : m_value.items())
    {
        names.push_back(name);
    }
    return names;
}

std::string
JsonPlace::GetPlace() const
{
    return m_file + ": " + (m_place.empty() ? "the file" : m_place);
}

std::string
JsonPlace::GetText() const
{
    if (!m_value.is_string())
    {
        Fail("is no text");
    }
    return m_value.get<std::string>();
}

std::map<std::string, std::string>
JsonPlace::GetTexts() const
{
    if (!m_value.is_object())
    {
        Fail("is no object");
    }
    std::map<std::string, std::string> texts;
    for (const auto& [name, value] : m_value.items())
    {
        texts[name] = At(name).GetText();
    }
    return texts;
}

std::map<std::string, double>
JsonPlace::GetNumbers() const
{
    std::map<std::string, double> numbers;
    for (const auto& [name, value] : m_value.items())
    {
        if (value.is_number())
        {
            numbers[name] = At(name).GetNumber();
        }
        else if (value.is_object())
        {
            for (const auto& [inner, number] : At(name).GetNumbers())
            {
                numbers[name + "." + inner] = number;
            }
        }
    }
    return numbers;
}

JsonFile::JsonFile(const std::string& path)
    : JsonFile(path, Measurement::ReadFile(path))
{
}

JsonFile::JsonFile(const std::string& path, const std::string& text)
    : m_path(path)
{
    // Deeply nested lists would overflow the stack.
    const auto callback = [](int depth, nlohmann::json::parse_event_t, nlohmann::json&) {
        if (depth > 100)
        {
            throw std::length_error("values are nested more than 100 deep");
        }
        return true;
    };
    try
    {
        m_json = std::make_unique<nlohmann::json>(nlohmann::json::parse(text, callback));
    }
    catch (const nlohmann::json::parse_error& error)
    {
        const std::size_t at = std::min(error.byte > 0 ? error.byte - 1 : 0, text.size());
        const auto lines = std::count(text.begin(), text.begin() + static_cast<long>(at), '\n');
        const std::size_t start = at == 0 ? std::string::npos : text.rfind('\n', at - 1);
        throw MeasurementError(path,
                               static_cast<std::size_t>(lines) + 1,
                               start == std::string::npos ? at + 1 : at - start,
                               "this is no JSON");
    }
    catch (const std::length_error& error)
    {
        throw MeasurementError(path, error.what());
    }
    catch (const nlohmann::json::exception& error)
    {
        throw MeasurementError(path, error.what());
    }
}

JsonFile::~JsonFile() = default;

JsonPlace
JsonFile::GetRoot() const
{
    return JsonPlace(m_path, "", *m_json);
}

} // namespace ns3
