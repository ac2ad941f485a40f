/* SPDX-License-Identifier: GPL-2.0-only */
#include "pss-user.h"

#include "ns3/abort.h"
#include "ns3/enum-attribute.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <iterator>

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(PssUser);

namespace
{

/// Bytes that make messages which are not encrypted differ.
constexpr uint64_t RANDOM_BYTES = 12;

} // namespace

TypeId
PssUser::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::PssUser")
            .SetParent<Object>()
            .SetGroupName("Waku")
            .AddConstructor<PssUser>()
            .AddAttribute(
                "Recipient",
                "For whom messages are: Contact (another user, drawn at random), "
                "Neighbourhood (the neighbourhood of a random address) or Everyone (an "
                "empty address).",
                MakeEnumValue(Recipient::CONTACT),
                MakeEnumMemberAccessor(&PssUser::m_recipient),
                MakeNamedEnumChecker<Recipient>({{Recipient::CONTACT, "Contact"},
                                                 {Recipient::NEIGHBOURHOOD, "Neighbourhood"},
                                                 {Recipient::EVERYONE, "Everyone"}}))
            .AddAttribute("AddressBytes",
                          "Bytes of a contact's address that a message to it has. With fewer, "
                          "more nodes get the message; with 0 all do.",
                          UintegerValue(PSS_ADDRESS_BYTES),
                          MakeUintegerAccessor(&PssUser::m_addressBytes),
                          MakeUintegerChecker<uint32_t>(0, PSS_ADDRESS_BYTES))
            .AddAttribute(
                "Encryption",
                "How messages are encrypted: Raw, Symmetric or Asymmetric. Messages to "
                "a neighbourhood or everyone are Symmetric if this is Asymmetric.",
                MakeEnumValue(PssEncryption::ASYMMETRIC),
                MakeEnumMemberAccessor(&PssUser::m_encryption),
                MakeNamedEnumChecker<PssEncryption>({{PssEncryption::RAW, "Raw"},
                                                     {PssEncryption::SYMMETRIC, "Symmetric"},
                                                     {PssEncryption::ASYMMETRIC, "Asymmetric"}}))
            .AddAttribute("Topic",
                          "Text of which the topic of messages is the hash.",
                          StringValue("waku-traffic"),
                          MakeStringAccessor(&PssUser::m_topic),
                          MakeStringChecker());
    return tid;
}

PssUser::PssUser()
    : m_uniform(CreateObject<UniformRandomVariable>())
{
}

PssUser::~PssUser() = default;

void
PssUser::SetContacts(Contacts contacts)
{
    m_contacts = std::move(contacts);
}

int64_t
PssUser::AssignStreams(int64_t stream)
{
    m_uniform->SetStream(stream);
    return 1;
}

PssHandler
PssUser::MakeHandler() const
{
    PssHandler handler;
    handler.isRaw = m_encryption == PssEncryption::RAW;
    handler.isNeighbourhood = m_recipient == Recipient::NEIGHBOURHOOD;
    return handler;
}

uint8_t
PssUser::DrawByte()
{
    return static_cast<uint8_t>(m_uniform->GetInteger(0, UINT8_MAX));
}

const PssAddress&
PssUser::DrawContact(const PssAddress& own)
{
    NS_ABORT_MSG_IF(!m_contacts || m_contacts->size() < 2,
                    "PssUser: a message to a contact of a user who has none");
    const auto last = static_cast<uint32_t>(m_contacts->size() - 1);
    const uint32_t drawn = m_uniform->GetInteger(0, last - 1);
    // The last one stands in for the user itself.
    const PssAddress& contact = m_contacts->at(drawn);
    return contact == own ? m_contacts->at(last) : contact;
}

PssPost
PssUser::Write(const PssAddress& own, const VirtualBytes& payload)
{
    PssPost post;
    post.topic = GetTopic();
    post.payload = payload;
    post.encryption = m_encryption;
    if (m_recipient == Recipient::CONTACT)
    {
        const PssAddress& contact = DrawContact(own);
        post.to = TruncatePssAddress(contact, m_addressBytes);
        post.key = GetPssKeyOf(contact);
    }
    else
    {
        post.key = GROUP_KEY;
        post.to.resize(m_recipient == Recipient::NEIGHBOURHOOD ? PSS_ADDRESS_BYTES : 0);
        std::generate(post.to.begin(), post.to.end(), [this] { return DrawByte(); });
        if (m_encryption == PssEncryption::ASYMMETRIC)
        {
            post.encryption = PssEncryption::SYMMETRIC;
        }
    }
    if (post.encryption == PssEncryption::RAW)
    {
        const uint64_t random = std::min(payload.GetZeros(), RANDOM_BYTES);
        std::vector<uint8_t> head = payload.GetHead();
        std::generate_n(std::back_inserter(head), random, [this] { return DrawByte(); });
        post.payload = VirtualBytes(std::move(head), payload.GetZeros() - random);
    }
    return post;
}

} // namespace ns3
