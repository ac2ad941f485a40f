/* SPDX-License-Identifier: GPL-2.0-only */
#include "echo-protocol.h"
#include "fake-peer-host.h"

#include "ns3/random-variable-stream.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"
#include "ns3/waku-protobuf.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <string>
#include <vector>

using namespace ns3;

namespace
{

using Bytes = std::vector<uint8_t>;

/// A message as it travels.
Bytes
Delimit(const Bytes& message)
{
    Bytes out;
    protobuf::AppendVarint(out, message.size());
    out.insert(out.end(), message.begin(), message.end());
    return out;
}

Bytes
MakeMessage(const std::string& id, uint32_t status)
{
    RequestMessage message;
    message.id = id;
    message.status = status;
    return Delimit(message.Encode().ToVector());
}

/// Echo with a clock and a wire; nothing arrives but what the test says.
class FakeHost : public FakePeerHost
{
  public:
    explicit FakeHost(Ptr<EchoProtocol> protocol = CreateObject<EchoProtocol>())
        : FakePeerHost(protocol),
          echo(protocol)
    {
        echo->TraceConnectWithoutContext("Fault", MakeCallback(&FakeHost::CountFault, this));
    }

    /// What a frame that was sent says.
    RequestMessage Said(std::size_t i) const
    {
        const Bytes bytes = BytesOf(sent.at(i).second->GetPacket());
        const uint8_t* cursor = bytes.data();
        uint64_t size = 0;
        EXPECT_EQ(protobuf::ReadVarint(cursor, bytes.data() + bytes.size(), size),
                  protobuf::ReadResult::OK);
        RequestMessage message;
        EXPECT_TRUE(RequestMessage::Decode(VirtualBytes(Bytes(cursor, bytes.data() + bytes.size())),
                                           message));
        return message;
    }

    /// Ask, and keep what comes of it.
    RequestError Ask(PeerId peer, const VirtualBytes& fields = MakeFields({1}))
    {
        return echo->Request(peer,
                             fields,
                             [this](const RequestMessage* answer, RequestError error) {
                                 answers += answer ? 1 : 0;
                                 errors.push_back(error);
                             });
    }

    uint64_t Faults(RequestFault fault) const
    {
        return echo->GetNFaults(fault);
    }

    void CountFault(PeerId, RequestFault)
    {
        traced++;
    }

    Ptr<EchoProtocol> echo;
    uint32_t answers{0};
    uint32_t traced{0};
    std::vector<RequestError> errors;
};

using Errors = std::vector<RequestError>;

} // namespace

TEST(RequestMessage, HasTheFieldsOfWakusProtocols)
{
    RequestMessage message;
    message.id = "ab";
    message.fields = MakeFields({7});
    EXPECT_EQ(message.Encode().ToVector(), (Bytes{0x0a, 2, 'a', 'b', 0xa2, 1, 1, 7}));
    message.status = RequestMessage::OK;
    message.description = "ok";
    EXPECT_EQ(message.Encode().ToVector(),
              (Bytes{0x0a, 2, 'a', 'b', 0x50, 0xc8, 1, 0x5a, 2, 'o', 'k', 0xa2, 1, 1, 7}));
    RequestMessage read;
    ASSERT_TRUE(RequestMessage::Decode(message.Encode(), read));
    EXPECT_EQ(read.id, "ab");
    EXPECT_EQ(read.status, 200U);
    EXPECT_EQ(read.description, "ok");
    EXPECT_TRUE(read.fields == message.fields);
}

TEST(RequestMessage, ZerosAtItsEndAreCountedWhereverTheyStand)
{
    for (const uint64_t zeros : {0, 1, 100000})
    {
        RequestMessage message;
        message.id = "a";
        message.fields = MakeFields({5}, zeros);
        RequestMessage read;
        ASSERT_TRUE(RequestMessage::Decode(message.Encode(), read));
        EXPECT_TRUE(read.fields == message.fields);
        EXPECT_LT(read.fields.GetHead().size(), 20U);
    }
    // A varint of 0, and an id that ends in a zero.
    for (const Bytes& bytes : {Bytes{0x0a, 1, 'a', 0x78, 0}, Bytes{0x0a, 2, 'a', 0}})
    {
        const auto last = std::find_if(bytes.rbegin(), bytes.rend(), [](uint8_t b) { return b; });
        const Bytes head(bytes.begin(), last.base());
        RequestMessage read;
        EXPECT_TRUE(RequestMessage::Decode(VirtualBytes(head, bytes.size() - head.size()), read));
    }
}

TEST(RequestResponse, AnswerGoesToWhoAsked)
{
    FakeHost client;
    FakeHost server;
    client.Connect(0);
    server.Connect(9);
    std::vector<VirtualBytes> got;
    for (uint8_t i = 1; i <= 3; i++)
    {
        EXPECT_EQ(client.echo->Request(0,
                                       MakeFields({i}, 100000),
                                       [&got](const RequestMessage* answer, RequestError error) {
                                           ASSERT_TRUE(answer);
                                           EXPECT_EQ(error, RequestError::NONE);
                                           EXPECT_EQ(answer->status, RequestMessage::OK);
                                           got.push_back(answer->fields);
                                       }),
                  RequestError::NONE);
        // A payload that is a length stays one.
        EXPECT_LT(client.sent.back().second->GetPacket()->GetSerializedSize(), 200U);
    }
    EXPECT_EQ(client.echo->GetNRequests(), 3U);
    for (const uint32_t piece : {1, 7, 100000})
    {
        const std::size_t i = server.sent.size();
        server.Hear(9, BytesOf(client.sent[i].second->GetPacket()), piece);
        ASSERT_EQ(server.sent.size(), i + 1);
        client.Hear(0, BytesOf(server.sent[i].second->GetPacket()), piece);
    }
    ASSERT_EQ(got.size(), 3U);
    for (uint8_t i = 1; i <= 3; i++)
    {
        EXPECT_TRUE(got[i - 1] == MakeFields({i}, 100000));
    }
    EXPECT_EQ(client.echo->GetNRequests(), 0U);
    EXPECT_EQ(server.echo->GetNServed(), 0U);
    EXPECT_EQ(client.traced + server.traced, 0U);
}

TEST(RequestResponse, RequestFailsWhenNoAnswerComesInTime)
{
    FakeHost host;
    host.Connect(0);
    host.Ask(0);
    host.RunUntil(Seconds(9.9));
    EXPECT_TRUE(host.errors.empty());
    host.RunUntil(Seconds(10));
    EXPECT_EQ(host.errors, Errors{RequestError::TIMEOUT});
    EXPECT_EQ(host.echo->GetNRequests(), 0U);
    host.Hear(0, MakeMessage(host.Said(0).id, RequestMessage::OK));
    EXPECT_EQ(host.answers, 0U);
    EXPECT_EQ(host.Faults(RequestFault::NOT_AWAITED), 1U);
}

TEST(RequestResponse, RequestsFailWhenThePeerGoes)
{
    FakeHost host;
    host.Connect(0);
    host.Connect(1);
    host.Ask(0);
    host.Ask(1);
    host.Ask(0);
    host.Part(0);
    EXPECT_EQ(host.errors, (Errors{RequestError::DISCONNECTED, RequestError::DISCONNECTED}));
    EXPECT_EQ(host.echo->GetNRequests(), 1U);
    EXPECT_EQ(host.Ask(0), RequestError::DISCONNECTED);
    host.RunUntil(Seconds(20));
    EXPECT_EQ(host.errors.back(), RequestError::TIMEOUT);
    EXPECT_EQ(host.errors.size(), 3U);
}

TEST(RequestResponse, RequestFailsWhenItsFrameIsDropped)
{
    FakeHost host;
    host.Connect(0);
    host.Ask(0);
    host.echo->FrameDropped(host.echo->GetPeers().at(0), host.sent[0].second);
    EXPECT_EQ(host.errors, Errors{RequestError::NO_ROOM});
    host.hasRoom = false;
    EXPECT_EQ(host.Ask(0), RequestError::NO_ROOM);
    EXPECT_EQ(host.echo->GetNRequests(), 0U);
    EXPECT_EQ(host.errors.size(), 1U);
}

TEST(RequestResponse, RequestsOfThisNodeAreBounded)
{
    FakeHost host;
    host.echo->SetAttribute("MaxRequestsOfPeer", UintegerValue(2));
    host.echo->SetAttribute("MaxRequests", UintegerValue(3));
    host.Connect(0);
    host.Connect(1);
    EXPECT_EQ(host.Ask(0), RequestError::NONE);
    EXPECT_EQ(host.Ask(0), RequestError::NONE);
    EXPECT_EQ(host.Ask(0), RequestError::TOO_MANY);
    EXPECT_EQ(host.Ask(1), RequestError::NONE);
    EXPECT_EQ(host.Ask(1), RequestError::TOO_MANY);
    host.Hear(0, MakeMessage(host.Said(0).id, RequestMessage::OK));
    EXPECT_EQ(host.Ask(0), RequestError::NONE);
}

TEST(RequestResponse, RequestsOfPeersAreBoundedAndRefused)
{
    FakeHost host;
    host.echo->SetAttribute("MaxServedOfPeer", UintegerValue(2));
    host.echo->SetAttribute("MaxServed", UintegerValue(3));
    host.echo->HoldAnswers();
    host.Connect(0);
    host.Connect(1);
    for (const char* id : {"a", "b", "c"})
    {
        host.Hear(0, MakeMessage(id, 0));
        host.Hear(1, MakeMessage(id, 0));
    }
    // c of both, and b of the second.
    EXPECT_EQ(host.Faults(RequestFault::TOO_MANY), 3U);
    ASSERT_EQ(host.sent.size(), 3U);
    EXPECT_EQ(host.sent[0].first, 1U);
    EXPECT_EQ(host.Said(0).id, "b");
    EXPECT_EQ(host.Said(0).status, RequestMessage::TOO_MANY_REQUESTS);
    EXPECT_EQ(host.echo->GetNServed(), 3U);
    EXPECT_EQ(host.echo->Release(), 3U);
    EXPECT_EQ(host.echo->GetNServed(), 0U);
}

TEST(RequestResponse, ServerForgetsWhatItDoesNotAnswer)
{
    FakeHost host;
    host.echo->HoldAnswers();
    host.Connect(0);
    host.Connect(1);
    host.Hear(0, MakeMessage("a", 0));
    host.Hear(1, MakeMessage("a", 0));
    host.Part(1);
    EXPECT_EQ(host.echo->GetNServed(), 1U);
    host.RunUntil(Seconds(10));
    EXPECT_EQ(host.echo->GetNServed(), 0U);
    EXPECT_EQ(host.echo->Release(), 0U);
}

TEST(RequestResponse, HostileAnswersAreCountedAndReachNobody)
{
    FakeHost host;
    host.Connect(0);
    host.Connect(1);
    host.Ask(0);
    const std::string id = host.Said(0).id;
    host.Hear(0, MakeMessage("never asked", RequestMessage::OK));
    EXPECT_EQ(host.Faults(RequestFault::UNKNOWN), 1U);
    host.Hear(1, MakeMessage(id, RequestMessage::OK));
    EXPECT_EQ(host.Faults(RequestFault::NOT_AWAITED), 1U);
    EXPECT_EQ(host.answers, 0U);
    host.Hear(0, MakeMessage(id, RequestMessage::OK));
    host.Hear(0, MakeMessage(id, RequestMessage::OK));
    EXPECT_EQ(host.answers, 1U);
    EXPECT_EQ(host.Faults(RequestFault::NOT_AWAITED), 2U);
    EXPECT_EQ(host.traced, 3U);
}

TEST(RequestResponse, AnswerThatCantBeReadFailsItsRequest)
{
    FakeHost host;
    host.Connect(0);
    host.Ask(0);
    RequestMessage answer;
    answer.id = host.Said(0).id;
    answer.status = RequestMessage::OK;
    Bytes bytes = answer.Encode().ToVector();
    bytes.push_back(0xff);
    host.Hear(0, Delimit(bytes));
    EXPECT_EQ(host.errors, Errors{RequestError::MALFORMED});
    EXPECT_EQ(host.Faults(RequestFault::MALFORMED), 1U);
    EXPECT_FALSE(host.parsers[0]->HasFailed());
}

TEST(RequestResponse, MessageAboveTheLimitIsSkippedAndTheNextOneRead)
{
    FakeHost host;
    host.echo->SetAttribute("MaxMessageSize", UintegerValue(100));
    host.Connect(0);
    Bytes bytes = Delimit(Bytes(101, 1));
    const Bytes good = MakeMessage("a", 0);
    bytes.insert(bytes.end(), good.begin(), good.end());
    host.Hear(0, bytes, 13);
    EXPECT_EQ(host.Faults(RequestFault::OVERSIZED), 1U);
    EXPECT_EQ(host.echo->asked.size(), 1U);
    EXPECT_EQ(host.Ask(0, MakeFields({}, 100)), RequestError::NO_ROOM);
    // No length at all.
    host.Hear(0, Bytes(11, 0xff));
    EXPECT_TRUE(host.parsers[0]->HasFailed());
    EXPECT_EQ(host.Faults(RequestFault::BAD_DELIMITER), 1U);
}

TEST(RequestResponse, RequestWithTheIdOfOneUnderWayIsCounted)
{
    FakeHost host;
    host.echo->HoldAnswers();
    host.Connect(0);
    host.Hear(0, MakeMessage("a", 0));
    host.Hear(0, MakeMessage("a", 0));
    EXPECT_EQ(host.Faults(RequestFault::DUPLICATE), 1U);
    EXPECT_EQ(host.echo->Release(), 1U);
}

TEST(RequestResponse, RatesOfRequestsAreLimited)
{
    FakeHost host;
    host.echo->SetAttribute("RateLimitOfPeer", UintegerValue(2));
    host.echo->SetAttribute("RateLimit", UintegerValue(3));
    host.echo->SetAttribute("RatePeriod", TimeValue(Seconds(10)));
    host.Connect(0);
    host.Connect(1);
    for (const char* id : {"a", "b", "c"})
    {
        host.Hear(0, MakeMessage(id, 0));
    }
    host.Hear(1, MakeMessage("d", 0));
    host.Hear(1, MakeMessage("e", 0));
    std::vector<uint32_t> statuses;
    for (std::size_t i = 0; i < host.sent.size(); i++)
    {
        statuses.push_back(host.Said(i).status);
    }
    EXPECT_EQ(statuses, (std::vector<uint32_t>{200, 200, 429, 200, 429}));
    EXPECT_EQ(host.Faults(RequestFault::TOO_MANY), 2U);
    host.RunUntil(Seconds(10));
    host.Hear(0, MakeMessage("f", 0));
    EXPECT_EQ(host.Said(5).status, RequestMessage::OK);
    EXPECT_EQ(host.echo->GetLoad().requests, 6U);
    EXPECT_EQ(host.echo->GetLoad().requestBytes, 6 * MakeMessage("a", 0).size());
    EXPECT_EQ(host.echo->GetLoad().answers, 6U);
}

TEST(RequestResponse, RequestThatCantBeReadIsABadRequest)
{
    FakeHost host;
    host.Connect(0);
    host.Hear(0, {5, 0x0a, 1, 'a', 0xa2, 0xff});
    ASSERT_EQ(host.sent.size(), 1U);
    EXPECT_EQ(host.Said(0).id, "a");
    EXPECT_EQ(host.Said(0).status, RequestMessage::BAD_REQUEST);
    // A request without an id.
    host.Hear(0, {0});
    EXPECT_EQ(host.Said(1).id, "N/A");
    EXPECT_EQ(host.Said(1).status, RequestMessage::BAD_REQUEST);
    EXPECT_EQ(host.Faults(RequestFault::MALFORMED), 2U);
    EXPECT_TRUE(host.echo->asked.empty());
}

TEST(RequestResponse, AnswerMayAskAgain)
{
    FakeHost host;
    host.Connect(0);
    uint32_t rounds = 0;
    std::function<void(const RequestMessage*, RequestError)> again = [&](const RequestMessage*,
                                                                         RequestError) {
        rounds++;
        host.echo->Request(0, MakeFields({1}), again);
    };
    host.echo->Request(0, MakeFields({1}), again);
    host.Hear(0, MakeMessage(host.Said(0).id, RequestMessage::OK));
    host.RunUntil(Seconds(10));
    EXPECT_EQ(rounds, 2U);
    host.Part(0);
    EXPECT_EQ(rounds, 3U);
    EXPECT_EQ(host.echo->GetNRequests(), 0U);
}

TEST(RequestResponse, AnyBytesAreTakenAndNoneCrashes)
{
    auto random = CreateObject<UniformRandomVariable>();
    random->SetStream(5);
    const auto draw = [&random](uint32_t max) { return random->GetInteger(0, max); };
    uint64_t faults = 0;
    for (uint32_t i = 0; i < 3000; i++)
    {
        FakeHost host;
        host.Connect(0);
        host.Ask(0);
        RequestMessage message;
        message.id = draw(1) == 0 ? host.Said(0).id : "x";
        message.status = draw(1) == 0 ? 0 : 200;
        message.fields = MakeFields({1, 2, 3}, draw(300));
        Bytes bytes = Delimit(message.Encode().ToVector());
        for (uint32_t n = draw(6); n > 0; n--)
        {
            bytes[draw(static_cast<uint32_t>(bytes.size()) - 1)] = static_cast<uint8_t>(draw(255));
        }
        bytes.resize(bytes.size() - draw(std::min<uint32_t>(3, bytes.size() - 1)));
        host.Hear(0, bytes, 1 + draw(40));
        host.Hear(0, bytes, 1 + draw(40));
        host.RunUntil(Seconds(10));
        EXPECT_EQ(host.answers +
                      std::count_if(host.errors.begin(),
                                    host.errors.end(),
                                    [](RequestError error) { return error != RequestError::NONE; }),
                  1U);
        EXPECT_EQ(host.echo->GetNServed(), 0U);
        faults += host.traced;
    }
    EXPECT_GT(faults, 1000U);
}
