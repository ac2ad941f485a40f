/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_RELAY_HISTORY_H
#define WAKU_RELAY_HISTORY_H

#include "waku-missed-messages.h"
#include "waku-relay.h"

#include "ns3/light-traced-callback.h"
#include "ns3/object.h"

#include <memory>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Lets a relay that is back online ask stores (13/WAKU2-STORE) for what it has missed, as a
 * WakuLightNode does.
 *
 * It asks for the content topics of WakuRelay::SubscribeContent, and for all messages if the relay
 * subscribes to a whole pubsub topic, of which it takes those of that topic. Gossipsub does not
 * know what is fetched: it is neither relayed nor in the seen cache, and does not appear in the
 * relay's trace source Deliver, but in Fetched of this class.
 *
 * The object is aggregated to the relay, so that `relay->GetObject<WakuRelayHistory>()` finds it.
 * WakuNodeHelper::FetchMissed installs it.
 */
class WakuRelayHistory : public Object
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    WakuRelayHistory();
    ~WakuRelayHistory() override;

    /**
     * Aggregate this object to a relay, and begin to note what it misses. The program stops if no
     * WakuStoreProtocol is mounted on the relay; the stores to ask are its service nodes
     * (WakuServiceProtocol::AddServiceNode).
     * \param relay the relay
     */
    void Install(const Ptr<WakuRelay>& relay);

    /** \return number of messages that were fetched, and that the relay had not got before */
    uint64_t GetNFetched() const
    {
        return m_nFetched;
    }

    /** \return number of times that stores failed to send all that was asked for */
    uint64_t GetNIncomplete() const
    {
        return m_nIncomplete;
    }

    /**
     * Signature of trace source Fetched.
     * \param message a message that was missed
     */
    typedef void (*FetchedTracedCallback)(Ptr<const PubsubMessage> message);

    /**
     * Signature of trace source Recovered.
     * \param recovery what was fetched
     */
    typedef void (*RecoveredTracedCallback)(const WakuRecovery& recovery);

  protected:
    void DoDispose() override;

  private:
    /**
     * The relay goes online or offline.
     * \param isOnline whether it goes online
     */
    void HandleOnline(bool isOnline);
    /**
     * Note a message that the relay has got or published.
     * \param message the message
     */
    void Note(Ptr<const PubsubMessage> message);
    /** Make m_missed, once attributes are final. */
    void Prepare();

    Time m_fetchOverlap;                          //!< attribute FetchOverlap
    Time m_fetchSettle;                           //!< attribute FetchSettle
    WakuRelay* m_relay{nullptr};                  //!< the relay, to which this is aggregated
    Ptr<WakuStoreProtocol> m_store;               //!< the client of stores
    std::unique_ptr<WakuMissedMessages> m_missed; //!< fetches what was missed
    uint64_t m_nFetched{0};                       //!< messages that were fetched
    uint64_t m_nIncomplete{0};                    //!< times that stores failed

    LightTracedCallback<Ptr<const PubsubMessage>> m_fetchedTrace; //!< trace source Fetched
    LightTracedCallback<const WakuRecovery&> m_recoveredTrace;    //!< trace source Recovered
};

} // namespace ns3

#endif /* WAKU_RELAY_HISTORY_H */
