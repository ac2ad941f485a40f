/* SPDX-License-Identifier: GPL-2.0-only */
#include <fstream>
#include <gtest/gtest.h>
#include <regex>
#include <set>
#include <sstream>

TEST(GossipSubTestTable, NamesTestsThatExist)
{
    std::set<std::string> tests;
    const auto& unit = *testing::UnitTest::GetInstance();
    for (int i = 0; i < unit.total_test_suite_count(); i++)
    {
        const auto& suite = *unit.GetTestSuite(i);
        for (int k = 0; k < suite.total_test_count(); k++)
        {
            // A test with parameters is PREFIX/SUITE.NAME/PARAMETER.
            const std::string theme = suite.name();
            const std::string name = suite.GetTestInfo(k)->name();
            tests.insert(theme.substr(theme.find('/') + 1) + "." + name.substr(0, name.find('/')));
        }
    }
    std::ifstream in(WAKU_SOURCE_DIR "/test/gossipsub/GOSSIPSUB-TESTS.md");
    std::stringstream text;
    text << in.rdbuf();
    const std::string table = text.str();
    // Names of other implementations' tests have no point, and those of their files a small letter.
    const std::regex name("`([A-Z][A-Za-z0-9]*\\.[^`]*)`");
    uint32_t count = 0;
    for (std::sregex_iterator i(table.begin(), table.end(), name), end; i != end; ++i)
    {
        EXPECT_EQ(tests.count((*i)[1]), 1u) << (*i)[1];
        count++;
    }
    EXPECT_GT(count, 200u);
}
