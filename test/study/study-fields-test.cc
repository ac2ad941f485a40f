/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/study-fields.h"

#include <gtest/gtest.h>

using namespace ns3;

TEST(FieldValue, WhatIsReadIsWhatWasWritten)
{
    for (const double value :
         {0.0, 0.1, 1.0 / 3, -1e-300, 12345.678, 5e-324, 1.7976931348623157e308})
    {
        const std::string text = FieldValue::Write(value);
        EXPECT_EQ(text.find_first_of(",\n\""), std::string::npos) << text;
        double read = 1;
        EXPECT_TRUE(FieldValue::Read(text, read)) << text;
        EXPECT_EQ(read, value);
    }
    EXPECT_EQ(FieldValue::Write(0.5), "0.5");
}

TEST(FieldValue, AnythingElseIsNoNumber)
{
    double read = 0;
    for (const char* text : {"", "0.5x", " 1", "1 ", "1,5", "x"})
    {
        EXPECT_FALSE(FieldValue::Read(text, read)) << text;
    }
}
