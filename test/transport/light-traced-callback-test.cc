/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/light-traced-callback.h"
#include "ns3/object.h"
#include "ns3/trace-source-accessor.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

using namespace ns3;

namespace
{

/** Has a trace source. */
class LightSource : public Object
{
  public:
    static TypeId GetTypeId()
    {
        static TypeId tid = TypeId("ns3::LightSource")
                                .SetParent<Object>()
                                .AddTraceSource("Number",
                                                "A number.",
                                                MakeTraceSourceAccessor(&LightSource::number),
                                                "ns3::TracedValueCallback::Uint32");
        return tid;
    }

    LightTracedCallback<uint32_t> number;
};

/** Notes the numbers with which its sinks are called, after its own digit. */
struct LightSink
{
    void Note(uint32_t number)
    {
        notes->push_back(10 * digit + number);
    }

    void NoteWithPath(std::string path, uint32_t number)
    {
        notes->push_back(100 * path.size() + number);
    }

    void NoteAndLeave(uint32_t number)
    {
        Note(number);
        source->TraceDisconnectWithoutContext("Number",
                                              MakeCallback(&LightSink::NoteAndLeave, this));
    }

    std::vector<uint32_t>* notes;
    uint32_t digit;
    Ptr<LightSource> source{nullptr};
};

} // namespace

TEST(LightTracedCallback, CallsSinksInTheOrderOfTheirConnection)
{
    std::vector<uint32_t> notes;
    LightSink one{&notes, 1};
    LightSink two{&notes, 2};
    Ptr<LightSource> source = CreateObject<LightSource>();
    EXPECT_TRUE(source->number.IsEmpty());
    source->number(1);
    source->TraceConnectWithoutContext("Number", MakeCallback(&LightSink::Note, &one));
    source->TraceConnect("Number", "path", MakeCallback(&LightSink::NoteWithPath, &one));
    source->TraceConnectWithoutContext("Number", MakeCallback(&LightSink::Note, &two));
    source->number(2);
    EXPECT_EQ(notes, (std::vector<uint32_t>{12, 402, 22}));
}

TEST(LightTracedCallback, DisconnectsWhatIsNamedAndNothingElse)
{
    std::vector<uint32_t> notes;
    LightSink one{&notes, 1};
    LightSink two{&notes, 2};
    Ptr<LightSource> source = CreateObject<LightSource>();
    source->TraceConnectWithoutContext("Number", MakeCallback(&LightSink::Note, &one));
    source->TraceConnect("Number", "path", MakeCallback(&LightSink::NoteWithPath, &one));
    source->TraceConnect("Number", "longer", MakeCallback(&LightSink::NoteWithPath, &one));
    source->TraceConnectWithoutContext("Number", MakeCallback(&LightSink::Note, &two));
    source->TraceDisconnect("Number", "path", MakeCallback(&LightSink::NoteWithPath, &one));
    source->TraceDisconnectWithoutContext("Number", MakeCallback(&LightSink::Note, &one));
    source->number(3);
    EXPECT_EQ(notes, (std::vector<uint32_t>{603, 23}));
    source->TraceDisconnect("Number", "longer", MakeCallback(&LightSink::NoteWithPath, &one));
    source->TraceDisconnectWithoutContext("Number", MakeCallback(&LightSink::Note, &two));
    EXPECT_TRUE(source->number.IsEmpty());
}

TEST(LightTracedCallback, ASinkMayDisconnectItself)
{
    std::vector<uint32_t> notes;
    Ptr<LightSource> source = CreateObject<LightSource>();
    LightSink one{&notes, 1, source};
    source->TraceConnectWithoutContext("Number", MakeCallback(&LightSink::NoteAndLeave, &one));
    source->number(4);
    source->number(5);
    EXPECT_EQ(notes, std::vector<uint32_t>{14});
}
