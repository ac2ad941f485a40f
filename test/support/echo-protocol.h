/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_ECHO_PROTOCOL_H
#define WAKU_ECHO_PROTOCOL_H

#include "ns3/request-response.h"
#include "ns3/waku-protobuf.h"

#include <functional>
#include <utility>
#include <vector>

namespace ns3
{

/// Fields of a request: a bytes field of a number that RequestMessage does not know.
inline VirtualBytes
MakeFields(const std::vector<uint8_t>& payload, uint64_t zeros = 0)
{
    std::vector<uint8_t> out;
    protobuf::AppendTag(out, 20, protobuf::LEN);
    protobuf::AppendVarint(out, payload.size() + zeros);
    out.insert(out.end(), payload.begin(), payload.end());
    return VirtualBytes(out, zeros);
}

/// The smallest protocol that asks and answers: the answer says what the request said.
class EchoProtocol : public RequestResponse
{
  public:
    static constexpr auto ID = "/ns-3/echo/1.0.0";

    static TypeId GetTypeId()
    {
        static TypeId tid = TypeId("ns3::EchoProtocol")
                                .SetParent<RequestResponse>()
                                .SetGroupName("Waku")
                                .AddConstructor<EchoProtocol>();
        return tid;
    }

    std::string GetProtocolId() const override
    {
        return ID;
    }

    /// Answers come when the test says so.
    void HoldAnswers()
    {
        m_holds = true;
    }

    /// Answer what was held, in its order; return how many answers went out.
    std::size_t Release()
    {
        std::size_t count = 0;
        for (const auto& [peer, request] : std::exchange(m_held, {}))
        {
            count += Respond(peer, request.id, RequestMessage::OK, request.fields) ? 1 : 0;
        }
        return count;
    }

    using RequestResponse::Respond;

    std::vector<std::pair<PeerId, RequestMessage>> asked; ///< all requests of peers

  protected:
    void HandleRequest(Time, PeerId peer, const RequestMessage& request) override
    {
        asked.emplace_back(peer, request);
        if (m_holds)
        {
            m_held.emplace_back(peer, request);
            return;
        }
        Respond(peer, request.id, RequestMessage::OK, request.fields);
    }

  private:
    bool m_holds{false};
    std::vector<std::pair<PeerId, RequestMessage>> m_held;
};

} // namespace ns3

#endif /* WAKU_ECHO_PROTOCOL_H */
