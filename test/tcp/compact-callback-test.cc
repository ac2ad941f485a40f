/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/compact-callback.h"
#include "ns3/simple-ref-count.h"
#include "ns3/traced-value.h"

#include <gtest/gtest.h>
#include <vector>

using namespace ns3;

namespace
{

/** Notes with what it is called. */
class Listener : public SimpleRefCount<Listener>
{
  public:
    ~Listener()
    {
        destroyed++;
    }

    void Note(uint32_t before, uint32_t after)
    {
        notes.push_back({before, after});
    }

    uint32_t Double(uint32_t value) const
    {
        return 2 * value;
    }

    void Forget()
    {
        callback.Nullify();
        // Reads the object after its callback is gone.
        calls++;
    }

    static int destroyed;
    std::vector<std::pair<uint32_t, uint32_t>> notes;
    Callback<void> callback;
    int calls{0};
};

int Listener::destroyed = 0;

} // namespace

TEST(CompactCallback, CallsTheMemberFunctionOfItsObject)
{
    Listener listener;
    TracedValue<uint32_t> value(1);
    value.ConnectWithoutContext(MakeCompactCallback<&Listener::Note>(&listener));
    value = 7;
    value = 9;
    EXPECT_EQ(listener.notes, (std::vector<std::pair<uint32_t, uint32_t>>{{1, 7}, {7, 9}}));
    const Callback<uint32_t, uint32_t> twice = MakeCompactCallback<&Listener::Double>(&listener);
    EXPECT_EQ(twice(21), 42U);
}

TEST(CompactCallback, StaysConnectedWhileAnotherIsDisconnected)
{
    Listener kept;
    Listener removed;
    TracedValue<uint32_t> value(1);
    value.ConnectWithoutContext(MakeCompactCallback<&Listener::Note>(&kept));
    value.ConnectWithoutContext(MakeCallback(&Listener::Note, &removed));
    value.DisconnectWithoutContext(MakeCallback(&Listener::Note, &removed));
    value = 2;
    EXPECT_EQ(kept.notes.size(), 1U);
    EXPECT_TRUE(removed.notes.empty());
}

TEST(CompactCallback, KeepsItsObjectWhileItExistsOrRuns)
{
    Listener::destroyed = 0;
    Ptr<Listener> listener = Create<Listener>();
    Listener* bare = PeekPointer(listener);
    listener->callback = MakeCompactCallback<&Listener::Forget>(listener);
    listener = nullptr;
    EXPECT_EQ(Listener::destroyed, 0);
    // The call removes the callback, which has the last pointer to the object.
    const auto call = [bare] { bare->callback(); };
    call();
    EXPECT_EQ(Listener::destroyed, 1);
}
