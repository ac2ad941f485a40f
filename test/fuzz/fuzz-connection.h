/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_FUZZ_CONNECTION_H
#define WAKU_FUZZ_CONNECTION_H

#include "../support/packet-bytes.h"
#include "fuzz-protocols.h"
#include "fuzz-target.h"

#include "ns3/node.h"
#include "ns3/packet.h"
#include "ns3/socket.h"
#include "ns3/stream-channel.h"

#include <deque>
#include <map>
#include <memory>

namespace ns3
{

/// A socket whose other side is an input.
class FuzzSocket : public Socket
{
  public:
    SocketErrno GetErrno() const override
    {
        return ERROR_NOTERROR;
    }

    SocketType GetSocketType() const override
    {
        return NS3_SOCK_STREAM;
    }

    Ptr<Node> GetNode() const override
    {
        return nullptr;
    }

    int Bind(const Address&) override
    {
        return 0;
    }

    int Bind() override
    {
        return 0;
    }

    int Bind6() override
    {
        return 0;
    }

    int Close() override
    {
        isClosed = true;
        return 0;
    }

    int ShutdownSend() override
    {
        return 0;
    }

    int ShutdownRecv() override
    {
        return 0;
    }

    int Connect(const Address&) override
    {
        return 0;
    }

    int Listen() override
    {
        return 0;
    }

    uint32_t GetTxAvailable() const override
    {
        return room;
    }

    int Send(Ptr<Packet> packet, uint32_t) override
    {
        FUZZ_CHECK(!isClosed);
        FUZZ_CHECK(packet->GetSize() >= 1 && packet->GetSize() <= room);
        room -= packet->GetSize();
        const FuzzBytes bytes = BytesOf(packet);
        sent.insert(sent.end(), bytes.begin(), bytes.end());
        return static_cast<int>(packet->GetSize());
    }

    int SendTo(Ptr<Packet> packet, uint32_t flags, const Address&) override
    {
        return Send(packet, flags);
    }

    uint32_t GetRxAvailable() const override
    {
        return arrived.empty() ? 0 : arrived.front()->GetSize();
    }

    Ptr<Packet> Recv(uint32_t, uint32_t) override
    {
        if (arrived.empty())
        {
            return nullptr;
        }
        const Ptr<Packet> packet = arrived.front();
        arrived.pop_front();
        return packet;
    }

    Ptr<Packet> RecvFrom(uint32_t size, uint32_t flags, Address&) override
    {
        return Recv(size, flags);
    }

    int GetSockName(Address&) const override
    {
        return 0;
    }

    int GetPeerName(Address&) const override
    {
        return 0;
    }

    bool SetAllowBroadcast(bool) override
    {
        return false;
    }

    bool GetAllowBroadcast() const override
    {
        return false;
    }

    std::deque<Ptr<Packet>> arrived;
    FuzzBytes sent;
    uint32_t room{65536};
    bool isClosed{false};
};

/// A protocol that keeps what it gets.
class FuzzKeeper : public SilentHandler
{
  public:
    std::unique_ptr<StreamParser> CreateParser(PeerId) override
    {
        return std::make_unique<Parser>(*this);
    }

    FuzzBytes received;
    bool hasFailed{false};

  private:
    struct Parser : public StreamParser
    {
        explicit Parser(FuzzKeeper& of)
            : keeper(of),
              received(of.received)
        {
        }

        uint32_t Read(const uint8_t* bytes, uint32_t size) override
        {
            received.insert(received.end(), bytes, bytes + size);
            hasFailed = received.back() == 0xee;
            keeper.hasFailed = keeper.hasFailed || hasFailed;
            return size;
        }

        uint64_t GetSkippable() const override
        {
            return !received.empty() && received.back() == 0xdd ? 7 : 0;
        }

        void Skip(uint64_t size) override
        {
            FUZZ_CHECK(size <= 7);
            received.push_back(0);
        }

        bool HasFailed() const override
        {
            return hasFailed;
        }

        FuzzKeeper& keeper;
        FuzzBytes& received;
        bool hasFailed{false};
    };
};

/// The other side of a channel, which keeps its promises.
class FuzzPeer : public StreamParser
{
  public:
    explicit FuzzPeer(std::unique_ptr<StreamChannel> channel)
        : m_channel(std::move(channel))
    {
    }

    StreamChannel& Get()
    {
        return *m_channel;
    }

    uint32_t Read(const uint8_t* bytes, uint32_t size) override
    {
        const uint32_t taken = m_channel->Read(bytes, size);
        if (m_channel->IsEstablished() && !m_hasParser)
        {
            m_hasParser = true;
            m_channel->SetDemultiplexer(std::make_unique<Collector>(received));
            m_channel->TellOpened();
        }
        return taken;
    }

    uint64_t GetSkippable() const override
    {
        return m_channel->GetSkippable();
    }

    void Skip(uint64_t size) override
    {
        m_channel->Skip(size);
    }

    bool HasFailed() const override
    {
        return m_channel->HasFailed();
    }

    std::map<uint32_t, FuzzBytes> received;

  private:
    class Collector : public StreamChannel::Demultiplexer
    {
      public:
        explicit Collector(std::map<uint32_t, FuzzBytes>& received)
            : m_received(received)
        {
        }

        void Select(uint32_t stream) override
        {
            m_stream = stream;
        }

        void HasOpened(uint32_t) override
        {
        }

        void HasAnswered(uint32_t, bool) override
        {
        }

        uint32_t Read(const uint8_t* bytes, uint32_t size) override
        {
            FuzzBytes& to = m_received[m_stream];
            to.insert(to.end(), bytes, bytes + size);
            return size;
        }

        uint64_t GetSkippable() const override
        {
            return m_stream == StreamProtocols::NO_STREAM ? UINT64_MAX : 0;
        }

        void Skip(uint64_t) override
        {
        }

        bool HasFailed() const override
        {
            return false;
        }

      private:
        std::map<uint32_t, FuzzBytes>& m_received;
        uint32_t m_stream{StreamProtocols::NO_STREAM};
    };

    std::unique_ptr<StreamChannel> m_channel;
    bool m_hasParser{false};
};

} // namespace ns3

#endif /* WAKU_FUZZ_CONNECTION_H */
