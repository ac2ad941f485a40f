/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_ENUM_ATTRIBUTE_H
#define WAKU_ENUM_ATTRIBUTE_H

#include "ns3/attribute.h"
#include "ns3/enum.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Attributes whose value is one of several names, in addition to ns3::EnumValue.
 *
 * EnumValue and EnumChecker are classes up to ns-3.41, without support of scoped enumerations, and
 * templates from ns-3.42 on. If assertions are off, they look up an unknown name beyond the end of
 * their list. These classes refuse an unknown name, as a number out of range is refused.
 */
namespace enum_attribute
{

/** \return V, which is a class */
template <typename E, typename V>
V Pick();
/** \return V of E, where V is a template */
template <typename E, template <typename> class V>
V<E> Pick();

} // namespace enum_attribute

/**
 * \ingroup waku
 * \brief ns-3's EnumValue of the enumeration E.
 */
template <typename E>
using EnumValueOf = decltype(enum_attribute::Pick<E, EnumValue>());

/**
 * \ingroup waku
 * \brief ns-3's EnumChecker of the enumeration E.
 */
template <typename E>
using EnumCheckerOf = decltype(enum_attribute::Pick<E, EnumChecker>());

/**
 * \ingroup waku
 * \param value value of an enumeration
 * \return the value as the value of an attribute
 */
template <typename E>
EnumValueOf<E>
MakeEnumValue(E value)
{
    return EnumValueOf<E>(static_cast<decltype(EnumValueOf<E>().Get())>(value));
}

/**
 * \ingroup waku
 * \brief Allows the values of an enumeration that have a name.
 */
template <typename E>
class NamedEnumChecker : public EnumCheckerOf<E>
{
  public:
    /** A value and its name. */
    using Name = std::pair<E, std::string>;

    /** \param names values and their names, at least one */
    explicit NamedEnumChecker(const std::vector<Name>& names)
        : m_names(names)
    {
        for (const Name& name : names)
        {
            this->Add(MakeEnumValue(name.first).Get(), name.second);
        }
    }

    Ptr<AttributeValue> Create() const override
    {
        return ns3::Create<Value>();
    }

    /** \return the names as text: A, B or C */
    std::string GetUnderlyingTypeInformation() const override
    {
        std::string text = m_names.front().second;
        for (std::size_t i = 1; i < m_names.size(); i++)
        {
            text += (i + 1 < m_names.size() ? ", " : " or ") + m_names[i].second;
        }
        return text;
    }

  private:
    /** Can be read from names that exist. */
    class Value : public EnumValueOf<E>
    {
      public:
        bool DeserializeFromString(std::string name, Ptr<const AttributeChecker> checker) override
        {
            const auto* names = dynamic_cast<const NamedEnumChecker*>(PeekPointer(checker));
            return names && names->HasName(name) &&
                   EnumValueOf<E>::DeserializeFromString(name, checker);
        }
    };

    /**
     * \param text text that a user gives
     * \return whether it is the name of a value
     */
    bool HasName(const std::string& text) const
    {
        return std::any_of(m_names.begin(), m_names.end(), [&text](const Name& name) {
            return name.second == text;
        });
    }

    std::vector<Name> m_names; //!< what is allowed
};

/**
 * \ingroup waku
 * \param names values and their names, at least one
 * \return a checker that allows only these values
 */
template <typename E>
Ptr<const AttributeChecker>
MakeNamedEnumChecker(const std::vector<std::pair<E, std::string>>& names)
{
    return Create<NamedEnumChecker<E>>(names);
}

/**
 * \ingroup waku
 * \brief Pointer to a member of T whose type is the enumeration E.
 */
template <typename T, typename E>
using EnumMember = E T::*;

/**
 * \ingroup waku
 * \brief Reads and writes a member of T that is of an enumeration, scoped or not.
 */
template <typename T, typename E>
class EnumMemberAccessor : public AttributeAccessor
{
  public:
    /** \param member the member */
    explicit EnumMemberAccessor(EnumMember<T, E> member)
        : m_member(member)
    {
    }

    bool Set(ObjectBase* object, const AttributeValue& value) const override
    {
        auto* owner = dynamic_cast<T*>(object);
        const auto* source = dynamic_cast<const EnumValueOf<E>*>(&value);
        if (!owner || !source)
        {
            return false;
        }
        owner->*m_member = static_cast<E>(source->Get());
        return true;
    }

    bool Get(const ObjectBase* object, AttributeValue& value) const override
    {
        const auto* owner = dynamic_cast<const T*>(object);
        auto* target = dynamic_cast<EnumValueOf<E>*>(&value);
        if (!owner || !target)
        {
            return false;
        }
        target->Set(MakeEnumValue(owner->*m_member).Get());
        return true;
    }

    bool HasGetter() const override
    {
        return true;
    }

    bool HasSetter() const override
    {
        return true;
    }

  private:
    EnumMember<T, E> m_member; //!< which
};

/**
 * \ingroup waku
 * \param member a member of T whose type is an enumeration
 * \return accessor of the member
 */
template <typename T, typename E>
Ptr<const AttributeAccessor>
MakeEnumMemberAccessor(EnumMember<T, E> member)
{
    return Create<EnumMemberAccessor<T, E>>(member);
}

} // namespace ns3

#endif /* WAKU_ENUM_ATTRIBUTE_H */
