/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/test.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <memory>
#include <sstream>
#include <string>

using namespace ns3;

namespace
{

/** Gathers what fails while GoogleTest runs. */
class FailureListener : public testing::EmptyTestEventListener
{
  public:
    /** \return the failures so far, each with its case and place */
    std::string GetText() const
    {
        return m_text.str();
    }

  private:
    void OnTestStart(const testing::TestInfo& test) override
    {
        m_case = test.name();
    }

    void OnTestPartResult(const testing::TestPartResult& result) override
    {
        if (result.failed())
        {
            m_text << "\n"
                   << m_case << ", " << (result.file_name() ? result.file_name() : "") << ":"
                   << result.line_number() << ": " << result.message();
        }
    }

    std::string m_case{"set-up"}; //!< what runs
    std::ostringstream m_text;    //!< the failures
};

/** One GoogleTest test suite, all its cases. */
class GoogleTestSuiteCase : public TestCase
{
  public:
    /** \param name name of the GoogleTest test suite */
    GoogleTestSuiteCase(const std::string& name)
        : TestCase(MakeCaseName(name)),
          m_suite(name)
    {
    }

  private:
    /** \param name a name of GoogleTest \return one that ns-3 takes, which has no slash in it */
    static std::string MakeCaseName(std::string name)
    {
        std::replace(name.begin(), name.end(), '/', '.');
        return name;
    }

    void DoRun() override
    {
        testing::UnitTest* runner = testing::UnitTest::GetInstance();
        // GoogleTest deletes it where a death test exits.
        auto* listener = new FailureListener();
        runner->listeners().Append(listener);
        testing::GTEST_FLAG(filter) = m_suite + ".*";
        const int status = RUN_ALL_TESTS();
        const std::unique_ptr<FailureListener> failures(listener);
        runner->listeners().Release(listener);
        NS_TEST_ASSERT_MSG_EQ(failures->GetText(), "", "failures in " << m_suite);
        NS_TEST_ASSERT_MSG_EQ(status, 0, m_suite << " failed");
        NS_TEST_ASSERT_MSG_GT(runner->test_to_run_count(), 0, m_suite << " has no cases");
    }

    std::string m_suite; //!< the GoogleTest test suite
};

/** Has ns-3's test runner run the module's GoogleTest cases. */
class WakuTestSuite : public TestSuite
{
  public:
    WakuTestSuite()
        : TestSuite("waku")
    {
    }

  private:
    /** The GoogleTest cases of all files are known only now that the program runs. */
    void DoSetup() override
    {
        int argc = 1;
        char name[] = "waku";
        char* argv[] = {name, nullptr};
        testing::InitGoogleTest(&argc, argv);
        testing::TestEventListeners& listeners = testing::UnitTest::GetInstance()->listeners();
        delete listeners.Release(listeners.default_result_printer());
        const testing::UnitTest* runner = testing::UnitTest::GetInstance();
        for (int i = 0; i < runner->total_test_suite_count(); i++)
        {
            AddTestCase(new GoogleTestSuiteCase(runner->GetTestSuite(i)->name()));
        }
    }
};

WakuTestSuite g_wakuTestSuite; //!< registers itself with ns-3

} // namespace
