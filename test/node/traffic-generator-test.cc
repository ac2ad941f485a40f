/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/config.h"
#include "ns3/enum-attribute.h"
#include "ns3/object-factory.h"
#include "ns3/string.h"
#include "ns3/waku-traffic-generator.h"

#include <gtest/gtest.h>

using namespace ns3;

namespace
{

using Arrivals = WakuTrafficGenerator::Arrivals;

Arrivals
GetArrivals(Ptr<WakuTrafficGenerator> traffic)
{
    auto value = MakeEnumValue(Arrivals::POISSON);
    traffic->GetAttribute("Arrivals", value);
    return static_cast<Arrivals>(value.Get());
}

} // namespace

TEST(WakuTrafficGenerator, ArrivalsTakesNamesAndValuesOfItsEnumeration)
{
    Ptr<WakuTrafficGenerator> traffic = CreateObject<WakuTrafficGenerator>();
    EXPECT_EQ(GetArrivals(traffic), Arrivals::POISSON);
    traffic->SetAttribute("Arrivals", StringValue("Periodic"));
    EXPECT_EQ(GetArrivals(traffic), Arrivals::PERIODIC);
    traffic->SetAttribute("Arrivals", MakeEnumValue(Arrivals::POISSON));
    StringValue name;
    traffic->GetAttribute("Arrivals", name);
    EXPECT_EQ(name.Get(), "Poisson");
    ObjectFactory factory("ns3::WakuTrafficGenerator");
    factory.Set("Arrivals", StringValue("Periodic"));
    EXPECT_EQ(GetArrivals(factory.Create<WakuTrafficGenerator>()), Arrivals::PERIODIC);
}

TEST(WakuTrafficGenerator, ArrivalsRefusesAllOtherNamesAndKeepsItsValue)
{
    Ptr<WakuTrafficGenerator> traffic = CreateObject<WakuTrafficGenerator>();
    traffic->SetAttribute("Arrivals", StringValue("Periodic"));
    for (const char* name : {"Sometimes", "periodic", "", "Poisson "})
    {
        EXPECT_FALSE(traffic->SetAttributeFailSafe("Arrivals", StringValue(name))) << name;
        EXPECT_FALSE(
            Config::SetDefaultFailSafe("ns3::WakuTrafficGenerator::Arrivals", StringValue(name)))
            << name;
    }
    const auto seven = MakeEnumValue(static_cast<Arrivals>(7));
    EXPECT_FALSE(traffic->SetAttributeFailSafe("Arrivals", seven));
    EXPECT_EQ(GetArrivals(traffic), Arrivals::PERIODIC);
}
