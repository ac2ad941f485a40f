/* SPDX-License-Identifier: GPL-2.0-only */
// What fuzzing has found, one case for each.
#include "../support/pss-wire-fixture.h"
#include "fuzz-file.h"

#include "ns3/overlay-error.h"
#include "ns3/overlay-file.h"
#include "ns3/pubsub-rpc-parser.h"
#include "ns3/request-message.h"

using namespace ns3;

namespace
{

struct RpcErrors : PubsubRpcParser::Sink
{
    void HandleRpc(const PubsubRpc&) override
    {
    }

    void HandleError(RpcError error) override
    {
        errors.push_back(error);
    }

    std::vector<RpcError> errors;
};

} // namespace

TEST(FuzzFindings, ABadDelimiterInPiecesTakesNoMoreBytesThanThereAre)
{
    RpcErrors sink;
    PubsubRpcParser parser(CreateObject<MessagePool>(), 1000, sink);
    const FuzzBytes bytes(10, 0xff);
    EXPECT_EQ(parser.Read(bytes.data(), 9), 9U);
    EXPECT_EQ(parser.Read(bytes.data() + 9, 1), 1U);
    EXPECT_EQ(sink.errors, std::vector<RpcError>{RpcError::BAD_DELIMITER});
}

TEST(FuzzFindings, ANumberThatNoDoubleHoldsIsAnErrorOfTheOverlayFile)
{
    const std::string text = R"({"nodes":[{"id":1e999}],"links":[]})";
    const FuzzFile file(reinterpret_cast<const uint8_t*>(text.data()), text.size());
    try
    {
        ReadD3Json(file.GetPath());
        FAIL() << "it was read";
    }
    catch (const OverlayError& error)
    {
        EXPECT_EQ(error.what(), file.GetPath() + ": number overflow parsing '1e999'");
    }
}

TEST(FuzzFindings, FieldsOfAnAnswerAreInAnyOrder)
{
    RequestMessage answer;
    answer.id = "id";
    answer.status = RequestMessage::OK;
    answer.description = "fine";
    const FuzzBytes bytes = answer.Encode().ToVector(); // id, status of 3 bytes, description
    FuzzBytes turned(bytes.begin(), bytes.begin() + 4);
    turned.insert(turned.end(), bytes.begin() + 7, bytes.end());
    turned.insert(turned.end(), bytes.begin() + 4, bytes.begin() + 7);
    RequestMessage read;
    ASSERT_TRUE(RequestMessage::Decode(VirtualBytes(turned), read));
    EXPECT_EQ(read.description, "fine");
    EXPECT_EQ(read.Encode(), answer.Encode());
}

using FuzzFindingsOfPss = PssProtocolTest;

TEST_F(FuzzFindingsOfPss, MessagesForWhichNoPeerEverComesAreDropped)
{
    protocol->SetAttribute("MaxRetryTime", TimeValue(Seconds(30)));
    Host();
    const auto send = [this](uint8_t number) {
        protocol->Send({{1}, TOPIC, VirtualBytes({number}), PssEncryption::RAW, 0});
    };
    send(1);
    send(2);
    EXPECT_EQ(protocol->GetPostOffice().GetNWaiting(), 2U);
    Host().RunUntil(Seconds(31));
    send(3);
    EXPECT_EQ(protocol->GetPostOffice().GetNWaiting(), 1U);
    EXPECT_EQ(undeliverable, 2);
}
