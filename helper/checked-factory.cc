/* SPDX-License-Identifier: GPL-2.0-only */
#include "checked-factory.h"

#include "ns3/abort.h"

namespace ns3
{

TypeId
FindCheckedType(const std::string& setter, const std::string& type, TypeId base)
{
    TypeId found;
    NS_ABORT_MSG_IF(!TypeId::LookupByNameFailSafe(type, &found) || !found.IsChildOf(base),
                    setter << ": '" << type << "' is not the name of a " << base.GetName());
    return found;
}

} // namespace ns3
