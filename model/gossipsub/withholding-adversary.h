/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WITHHOLDING_ADVERSARY_H
#define WAKU_WITHHOLDING_ADVERSARY_H

#include "pubsub-adversary.h"

#include <functional>
#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief An adversary that does not pass on what it receives, or passes it on late.
 *
 * Share 1 is an eclipse of the peers whose meshes have no others, a share below 1 degrades the
 * network, and one topic or publisher can be censored. A share is one of messages, not of copies:
 * a message is withheld from all peers or from none, by a hash of its id and of a number of this
 * node. With Delay, messages are passed on so much later: just too late for the window of P3 that
 * the peers' scoring has, or just early enough.
 */
class WithholdingAdversary : public PubsubAdversary
{
  public:
    /** Says whether a message is one of those to withhold. */
    using Selector = std::function<bool(const PubsubMessage&)>;

    /** \return the TypeId */
    static TypeId GetTypeId();

    WithholdingAdversary();
    ~WithholdingAdversary() override;

    /**
     * Withhold only some messages, such as those of one publisher, which an adversary knows where
     * messages are signed.
     * \param selector chooses the messages; null for all
     */
    void SetSelector(Selector selector);

  protected:
    void DoDispose() override;

  private:
    /**
     * \param message a message that the router sends
     * \return whether it is withheld or delayed
     */
    bool IsWithheld(const PubsubMessage& message);

    // PubsubHost
    void SendMessage(PeerId peer, Ptr<const PubsubMessage> message) override;
    void SendOwnMessage(PeerId peer, Ptr<const PubsubMessage> message) override;

    double m_share;      //!< attribute Share
    std::string m_topic; //!< attribute Topic
    Time m_delay;        //!< attribute Delay
    Selector m_selector; //!< chooses messages; null for all
    uint64_t m_salt{0};  //!< number of this node; 0 before the first message
};

} // namespace ns3

#endif /* WAKU_WITHHOLDING_ADVERSARY_H */
