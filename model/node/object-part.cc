/* SPDX-License-Identifier: GPL-2.0-only */
#include "object-part.h"

#include "ns3/attribute.h"
#include "ns3/ptr.h"
#include "ns3/trace-source-accessor.h"

namespace ns3
{

namespace
{

class PartAttribute : public AttributeAccessor
{
  public:
    PartAttribute(Ptr<const AttributeAccessor> accessor, FindPart find)
        : m_accessor(accessor),
          m_find(find)
    {
    }

    bool Set(ObjectBase* object, const AttributeValue& value) const override
    {
        ObjectBase* part = m_find(object);
        return part && m_accessor->Set(part, value);
    }

    bool Get(const ObjectBase* object, AttributeValue& value) const override
    {
        const ObjectBase* part = m_find(const_cast<ObjectBase*>(object));
        return part && m_accessor->Get(part, value);
    }

    bool HasGetter() const override
    {
        return m_accessor->HasGetter();
    }

    bool HasSetter() const override
    {
        return m_accessor->HasSetter();
    }

    bool IsOf(const AttributeAccessor& accessor) const
    {
        return PeekPointer(m_accessor) == &accessor;
    }

  private:
    Ptr<const AttributeAccessor> m_accessor;
    FindPart m_find;
};

class PartTraceSource : public TraceSourceAccessor
{
  public:
    PartTraceSource(Ptr<const TraceSourceAccessor> accessor, FindPart find)
        : m_accessor(accessor),
          m_find(find)
    {
    }

    bool ConnectWithoutContext(ObjectBase* object, const CallbackBase& sink) const override
    {
        ObjectBase* part = m_find(object);
        return part && m_accessor->ConnectWithoutContext(part, sink);
    }

    bool Connect(ObjectBase* object, std::string context, const CallbackBase& sink) const override
    {
        ObjectBase* part = m_find(object);
        return part && m_accessor->Connect(part, context, sink);
    }

    bool DisconnectWithoutContext(ObjectBase* object, const CallbackBase& sink) const override
    {
        ObjectBase* part = m_find(object);
        return part && m_accessor->DisconnectWithoutContext(part, sink);
    }

    bool Disconnect(ObjectBase* object,
                    std::string context,
                    const CallbackBase& sink) const override
    {
        ObjectBase* part = m_find(object);
        return part && m_accessor->Disconnect(part, context, sink);
    }

  private:
    Ptr<const TraceSourceAccessor> m_accessor;
    FindPart m_find;
};

} // namespace

TypeId
AddAttributesOfPart(TypeId tid, TypeId part, FindPart find)
{
    for (std::size_t i = 0; i < part.GetAttributeN(); i++)
    {
        const TypeId::AttributeInformation attribute = part.GetAttribute(i);
        tid.AddAttribute(
            attribute.name,
            attribute.help,
            attribute.flags,
            *attribute.originalInitialValue,
            Ptr<const AttributeAccessor>(new PartAttribute(attribute.accessor, find), false),
            attribute.checker);
    }
    return tid;
}

bool
IsAttributeOfPart(const AttributeAccessor& whole, const AttributeAccessor& part)
{
    const auto* accessor = dynamic_cast<const PartAttribute*>(&whole);
    return accessor && accessor->IsOf(part);
}

TypeId
AddTraceSourcesOfPart(TypeId tid, TypeId part, FindPart find)
{
    for (std::size_t i = 0; i < part.GetTraceSourceN(); i++)
    {
        const TypeId::TraceSourceInformation source = part.GetTraceSource(i);
        tid.AddTraceSource(
            source.name,
            source.help,
            Ptr<const TraceSourceAccessor>(new PartTraceSource(source.accessor, find), false),
            source.callback);
    }
    return tid;
}

} // namespace ns3
