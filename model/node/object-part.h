/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_OBJECT_PART_H
#define WAKU_OBJECT_PART_H

#include "ns3/attribute.h"
#include "ns3/object-base.h"
#include "ns3/type-id.h"

namespace ns3
{

/**
 * \ingroup waku
 * \brief Finds the part of an object that has an attribute or a trace source. The argument is the
 * object. The result is the part; null if the object has none or is of another class.
 */
using FindPart = ObjectBase* (*)(ObjectBase* whole);

/**
 * \ingroup waku
 * \brief Add the attributes of a part of its objects to a class, under their own names. Setting
 * such an attribute sets it at the part. The parts have to exist when an object is constructed;
 * then they get the initial values of the class, even if other defaults hold for the part.
 * \param tid the class
 * \param part class of the part; attributes of its parents are not added
 * \param find finds the part
 * \return the class
 */
TypeId AddAttributesOfPart(TypeId tid, TypeId part, FindPart find);

/**
 * \ingroup waku
 * \param whole accessor of an attribute of a class
 * \param part accessor of an attribute of another class
 * \return whether AddAttributesOfPart added the first for the second
 */
bool IsAttributeOfPart(const AttributeAccessor& whole, const AttributeAccessor& part);

/**
 * \ingroup waku
 * \brief Add the trace sources of a part of its objects to a class, under their own names. A sink
 * is connected to the part, so the object needs no trace source of its own that passes events on.
 * \param tid the class
 * \param part class of the part; trace sources of its parents are not added
 * \param find finds the part
 * \return the class
 */
TypeId AddTraceSourcesOfPart(TypeId tid, TypeId part, FindPart find);

} // namespace ns3

#endif /* WAKU_OBJECT_PART_H */
