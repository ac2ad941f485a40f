/* SPDX-License-Identifier: GPL-2.0-only */
#include "wan-ranks.h"

#include "wan-packet-pieces.h"

#include "ns3/abort.h"
#include "ns3/simulator.h"

#ifdef NS3_MPI
#include "ns3/channel.h"
#include "ns3/mpi-interface.h"
#include "ns3/mpi-receiver.h"
#include "ns3/node-list.h"
#include "ns3/simulator-impl.h"

#include <algorithm>
#include <limits>
#include <memory>
#include <mpi.h>
#endif

#include <utility>

namespace ns3
{

#ifdef NS3_MPI

namespace
{

/** \return whether ns-3's null message engine runs */
bool
IsNullMessageEngine()
{
    static const TypeId engine = TypeId::LookupByName("ns3::NullMessageSimulatorImpl");
    return Simulator::GetImplementation()->GetInstanceTypeId() == engine;
}

/// Largest packet, in bytes, that fits into a message of ns-3's engines: 2000 bytes with the
/// header.
constexpr uint32_t MAX_MESSAGE = 1940;
/// Bytes of each piece of a larger packet; fewer if it has too many byte tags for that.
constexpr uint32_t PIECE = 1500;

/// Cut a packet into pieces that fit into a message.
std::vector<Ptr<Packet>>
CutToFit(const Packet& packet)
{
    for (uint32_t bytes = PIECE;; bytes /= 2)
    {
        std::vector<Ptr<Packet>> pieces = PacketPieces::Cut(packet, bytes);
        const bool fits = std::all_of(pieces.begin(), pieces.end(), [](const Ptr<Packet>& piece) {
            return piece->GetSerializedSize() <= MAX_MESSAGE;
        });
        if (fits || bytes == 1)
        {
            return pieces;
        }
    }
}

/// Joins the packets that other ranks send to a device.
struct Receiver
{
    static void Receive(std::shared_ptr<Receiver> receiver, Ptr<Packet> packet)
    {
        if (const Ptr<Packet> whole = receiver->pieces.Join(packet))
        {
            receiver->receive(whole);
        }
    }

    PacketPieces pieces;
    Callback<void, Ptr<Packet>> receive;
};

} // namespace

bool
WanRanks::IsSupported()
{
    return true;
}

bool
WanRanks::IsEnabled()
{
    return MpiInterface::IsEnabled();
}

uint32_t
WanRanks::GetRank()
{
    return IsEnabled() ? MpiInterface::GetSystemId() : 0;
}

uint32_t
WanRanks::GetSize()
{
    return IsEnabled() ? MpiInterface::GetSize() : 1;
}

bool
WanRanks::IsLocal(const Node& node)
{
    return !IsEnabled() || node.GetSystemId() == MpiInterface::GetSystemId();
}

Time
WanRanks::GetLookAhead()
{
    Time lookAhead = Time::Max();
    for (uint32_t i = 0; i < NodeList::GetNNodes(); i++)
    {
        const Ptr<Node> node = NodeList::GetNode(i);
        for (uint32_t j = 0; j < node->GetNDevices(); j++)
        {
            const Ptr<NetDevice> device = node->GetDevice(j);
            const Ptr<Channel> channel = device->GetChannel();
            if (device->IsPointToPoint() && channel && channel->GetNDevices() == 2 &&
                channel->GetDevice(0)->GetNode()->GetSystemId() !=
                    channel->GetDevice(1)->GetNode()->GetSystemId())
            {
                TimeValue delay;
                channel->GetAttribute("Delay", delay);
                lookAhead = std::min(lookAhead, delay.Get());
            }
        }
    }
    NS_ABORT_MSG_IF(lookAhead == Time::Max(),
                    "WanRanks: no look-ahead is set, so packets between ranks would come too late: "
                    "call DistributedHelper::SetLookAhead");
    return lookAhead;
}

void
WanRanks::Send(Ptr<Packet> packet, Time delay, const NetDevice& device)
{
    if (IsNullMessageEngine())
    {
        // With a packet goes a promise that no other packet will be sent before the next event in
        // the queue. But the event that sends this packet may send more.
        Simulator::ScheduleNow([] {});
    }
    std::vector<Ptr<Packet>> pieces = {packet};
    if (packet->GetSerializedSize() > MAX_MESSAGE)
    {
        pieces = CutToFit(*packet);
    }
    for (const Ptr<Packet>& piece : pieces)
    {
        NS_ABORT_MSG_IF(piece->GetSerializedSize() > MAX_MESSAGE,
                        "WanRanks::Send: a piece of a packet takes "
                            << piece->GetSerializedSize() << " bytes with its tags; between ranks "
                            << MAX_MESSAGE << " are allowed");
        MpiInterface::SendPacket(piece,
                                 Simulator::Now() + delay,
                                 device.GetNode()->GetId(),
                                 device.GetIfIndex());
    }
}

void
WanRanks::Listen(Ptr<NetDevice> device, Callback<void, Ptr<Packet>> receive)
{
    Ptr<MpiReceiver> receiver = CreateObject<MpiReceiver>();
    auto joining = std::make_shared<Receiver>();
    joining->receive = receive;
    receiver->SetReceiveCallback(MakeBoundCallback(&Receiver::Receive, joining));
    device->AggregateObject(receiver);
}

std::vector<std::string>
WanRanks::Gather(std::string bytes)
{
    const uint32_t ranks = GetSize();
    const uint32_t rank = GetRank();
    NS_ABORT_MSG_IF(bytes.size() > std::numeric_limits<int>::max(),
                    "WanRanks::Gather: " << bytes.size() << " bytes are too many for MPI");
    std::vector<std::string> all(rank == 0 ? ranks : 0);
    // Collective calls, not single messages: the engine receives every single message as a packet.
    // One call for each rank, so that there is only one copy of the bytes.
    for (uint32_t from = 1; from < ranks; from++)
    {
        const MPI_Comm communicator = MpiInterface::GetCommunicator();
        const int size = from == rank ? static_cast<int>(bytes.size()) : 0;
        std::vector<int> sizes(rank == 0 ? ranks : 0);
        MPI_Gather(&size, 1, MPI_INT, sizes.data(), 1, MPI_INT, 0, communicator);
        const std::vector<int> places(sizes.size());
        if (rank == 0)
        {
            all[from].resize(sizes[from]);
        }
        MPI_Gatherv(bytes.data(),
                    size,
                    MPI_BYTE,
                    rank == 0 ? all[from].data() : nullptr,
                    sizes.data(),
                    places.data(),
                    MPI_BYTE,
                    0,
                    communicator);
    }
    if (rank == 0)
    {
        all[0] = std::move(bytes);
    }
    return all;
}

#else

bool
WanRanks::IsSupported()
{
    return false;
}

bool
WanRanks::IsEnabled()
{
    return false;
}

uint32_t
WanRanks::GetRank()
{
    return 0;
}

uint32_t
WanRanks::GetSize()
{
    return 1;
}

bool
WanRanks::IsLocal(const Node&)
{
    return true;
}

Time
WanRanks::GetLookAhead()
{
    return Time::Max();
}

void
WanRanks::Send(Ptr<Packet>, Time, const NetDevice&)
{
    NS_ABORT_MSG("WanRanks::Send: ns-3 is built without MPI");
}

void
WanRanks::Listen(Ptr<NetDevice>, Callback<void, Ptr<Packet>>)
{
}

std::vector<std::string>
WanRanks::Gather(std::string bytes)
{
    return {std::move(bytes)};
}

#endif

} // namespace ns3
