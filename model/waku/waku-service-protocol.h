/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_SERVICE_PROTOCOL_H
#define WAKU_SERVICE_PROTOCOL_H

#include "ns3/light-traced-callback.h"
#include "ns3/request-response.h"

#include <functional>
#include <map>
#include <optional>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief A protocol by which clients use the services of other nodes, as 12/WAKU2-FILTER,
 * 13/WAKU2-STORE and 19/WAKU2-LIGHTPUSH: what a client does to have a service node.
 *
 * A client has a list of service nodes. It uses one at a time: it connects to the first, and to the
 * next one when the one in use does not answer the dial within ServiceWait, disconnects, or is
 * given up by ReplaceService(). After the last comes the first. A node without a list only serves.
 */
class WakuServiceProtocol : public RequestResponse
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    WakuServiceProtocol();
    ~WakuServiceProtocol() override;

    /**
     * Add a service node to the end of the list. The program stops if the address is not an IP
     * address with a port.
     * \param remote IP address and port
     */
    void AddServiceNode(const Address& remote);

    /** \return number of service nodes in the list */
    std::size_t GetNServiceNodes() const
    {
        return m_services.size();
    }

    /** \return the service node in use, if it is connected */
    std::optional<PeerId> GetService() const;

    /** \return how often another service node was taken since the one in use had failed */
    uint64_t GetNReplaced() const
    {
        return m_replaced;
    }

    /**
     * Give up the service node in use, and take the next one of the list. The connection stays,
     * since other protocols may use it.
     */
    void ReplaceService();

    /**
     * Call a function later, unless the node goes offline before.
     * \param delay time until the call
     * \param task the function
     */
    void Later(Time delay, std::function<void()> task);

    void Start(Time now) override;
    void Stop(Time now) override;
    void PeerUp(const PeerInfo& peer) override;
    void PeerDown(const PeerInfo& peer) override;

    /**
     * Signature of trace source ServiceReplaced.
     * \param from address of the service node that is given up
     * \param to address of the one that is taken
     */
    typedef void (*ServiceReplacedTracedCallback)(const Address& from, const Address& to);

  protected:
    /**
     * The service node in use is connected.
     * \param peer the service node
     */
    virtual void ServiceUp(PeerId peer);

    /** The service node in use is not used any longer: it was given up, or has disconnected. */
    virtual void ServiceDown();

  private:
    /** Use the service node of m_current: connect to it unless it is connected. */
    void Approach();
    /**
     * Use a service node later, unless this node goes offline before.
     * \param delay time until then
     * \param isNext whether it is the next one of the list
     */
    void ApproachLater(Time delay, bool isNext);
    /** Go on to the next service node of the list. */
    void Advance();
    /**
     * \param peer a peer
     * \return whether it is the service node of m_current
     */
    bool IsCurrent(const PeerInfo& peer) const;

    Time m_serviceWait;              //!< attribute ServiceWait
    std::vector<Address> m_services; //!< service nodes
    std::size_t m_current{0};        //!< index of the service node in use
    bool m_isInUse{false};           //!< whether ServiceUp was called for it
    uint64_t m_attempt{0};           //!< distinguishes this attempt to use one from others
    uint64_t m_replaced{0};          //!< how often another was taken

    LightTracedCallback<const Address&, const Address&> m_replacedTrace; //!< ServiceReplaced
};

} // namespace ns3

#endif /* WAKU_SERVICE_PROTOCOL_H */
