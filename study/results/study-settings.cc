/* SPDX-License-Identifier: GPL-2.0-only */
#include "study-settings.h"

#include "ns3/object.h"
#include "ns3/pointer.h"
#include "ns3/string.h"
#include "ns3/type-id.h"

#include <map>

namespace ns3
{

namespace
{

/// A class and the values of all its attributes, in the form that ns-3 reads; the address of an
/// object is another in each run.
std::string
DescribeObject(Ptr<const Object> object)
{
    if (!object)
    {
        return "0";
    }
    std::string text;
    for (TypeId type = object->GetInstanceTypeId(); type.HasParent(); type = type.GetParent())
    {
        for (std::size_t i = 0; i < type.GetAttributeN(); i++)
        {
            const TypeId::AttributeInformation attribute = type.GetAttribute(i);
            if (attribute.accessor->HasGetter() &&
                !dynamic_cast<const PointerChecker*>(PeekPointer(attribute.checker)))
            {
                StringValue value;
                object->GetAttribute(attribute.name, value);
                text += (text.empty() ? "" : "|") + attribute.name + "=" + value.Get();
            }
        }
    }
    return object->GetInstanceTypeId().GetName() + "[" + text + "]";
}

std::string
Describe(const TypeId::AttributeInformation& attribute)
{
    if (const auto* pointer =
            dynamic_cast<const PointerValue*>(PeekPointer(attribute.initialValue)))
    {
        return DescribeObject(pointer->GetObject());
    }
    return attribute.initialValue->SerializeToString(attribute.checker);
}

/// Whether a default is the one that the class was made with.
bool
IsOriginal(const TypeId::AttributeInformation& attribute)
{
    return attribute.initialValue == attribute.originalInitialValue ||
           attribute.initialValue->SerializeToString(attribute.checker) ==
               attribute.originalInitialValue->SerializeToString(attribute.checker);
}

} // namespace

std::map<std::string, std::string>
GetChangedAttributes()
{
    std::map<std::string, std::string> changed;
    for (std::size_t i = 0; i < TypeId::GetRegisteredN(); i++)
    {
        const TypeId type = TypeId::GetRegistered(i);
        for (std::size_t j = 0; j < type.GetAttributeN(); j++)
        {
            const TypeId::AttributeInformation attribute = type.GetAttribute(j);
            if (!IsOriginal(attribute))
            {
                changed[type.GetAttributeFullName(j)] = Describe(attribute);
            }
        }
    }
    return changed;
}

} // namespace ns3
