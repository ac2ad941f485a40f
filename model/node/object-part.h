/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_OBJECT_PART_H
#define WAKU_OBJECT_PART_H

#include "ns3/object-base.h"
#include "ns3/type-id.h"

namespace ns3
{

/**
 * \ingroup waku
 * \brief Finds the part of an object that has an attribute or a trace source.
 * \param whole the object
 * \return its part; null if the object has none or is of another class
 */
using FindPart = ObjectBase* (*)(ObjectBase* whole);

/**
 * \ingroup waku
 * \brief Give a class the attributes of a part of its objects under their own names: what is set is
 * set there. The parts have to be there when the object is constructed, which sets the initial
 * values of the class, also where other defaults hold for the part.
 * \param tid the class
 * \param part class of the part; attributes of its parents are left out
 * \param find finds the part
 * \return the class
 */
TypeId AddAttributesOfPart(TypeId tid, TypeId part, FindPart find);

/**
 * \ingroup waku
 * \brief Give a class the trace sources of a part of its objects under their own names. A sink is
 * connected to the part, so the object has no trace source of its own to pass events on.
 * \param tid the class
 * \param part class of the part; trace sources of its parents are left out
 * \param find finds the part
 * \return the class
 */
TypeId AddTraceSourcesOfPart(TypeId tid, TypeId part, FindPart find);

} // namespace ns3

#endif /* WAKU_OBJECT_PART_H */
