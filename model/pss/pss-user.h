/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PSS_USER_H
#define WAKU_PSS_USER_H

#include "pss-post-office.h"

#include "ns3/object.h"
#include "ns3/random-variable-stream.h"

#include <memory>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The user of a PssNode: to whom built-in traffic goes, and how.
 *
 * All users have the same contacts, of whom each leaves out itself. A message to a contact is
 * encrypted for it; without encryption it is for every node whose address begins like that of the
 * message. Messages to a neighbourhood and to everyone are encrypted with a key that all users
 * have.
 */
class PssUser : public Object
{
  public:
    /** For whom messages are. */
    enum class Recipient
    {
        CONTACT,       //!< a contact, drawn at random
        NEIGHBOURHOOD, //!< the neighbourhood of an address that is drawn at random
        EVERYONE,      //!< everyone, by an empty address
    };

    /** Overlay addresses of the users of a run. */
    using Contacts = std::shared_ptr<const std::vector<PssAddress>>;

    /** A key that all users have. */
    static constexpr PssKey GROUP_KEY = 0x67726f7570;

    /** \return the TypeId */
    static TypeId GetTypeId();

    PssUser();
    ~PssUser() override;

    /** \param contacts overlay addresses of the users, which share the list */
    void SetContacts(Contacts contacts);

    /**
     * Assign fixed random variable streams.
     * \param stream the first stream number to use
     * \return the number of streams used
     */
    int64_t AssignStreams(int64_t stream);

    /** \return topic of the messages */
    PssTopic GetTopic() const
    {
        return MakePssTopic(m_topic);
    }

    /** \return handler of the messages, without a function */
    PssHandler MakeHandler() const;

    /**
     * Write a message. The program stops if there is no contact to whom it can go.
     * \param own overlay address of the user
     * \param payload the payload, at least a byte; if it is not encrypted, up to 12 of its virtual
     *        bytes become random ones, so that the message differs from others
     * \return the message
     */
    PssPost Write(const PssAddress& own, const VirtualBytes& payload);

  private:
    /**
     * \param own overlay address of the user
     * \return another one, drawn at random
     */
    const PssAddress& DrawContact(const PssAddress& own);

    /** \return a random byte */
    uint8_t DrawByte();

    Recipient m_recipient;                //!< attribute Recipient
    uint32_t m_addressBytes;              //!< attribute AddressBytes
    PssEncryption m_encryption;           //!< attribute Encryption
    std::string m_topic;                  //!< attribute Topic
    Contacts m_contacts;                  //!< overlay addresses of the users
    Ptr<UniformRandomVariable> m_uniform; //!< draws contacts, addresses and bytes
};

} // namespace ns3

#endif /* WAKU_PSS_USER_H */
