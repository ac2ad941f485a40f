/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PRESENCE_H
#define WAKU_PRESENCE_H

#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Whether a node takes part in the network: exactly while its application runs and nobody
 * says that it is offline.
 *
 * Scripts, user models and churn models speak for themselves, before, during and after the
 * application's time: each takes back only its own word. So a node that a script has sent offline
 * stays there, whatever the schedule of its user says, until the script calls it back.
 */
class Presence
{
  public:
    /** Tells those who speak apart: any address that is theirs alone, as `this`. */
    using Source = const void*;

    /** Does what a change takes. */
    class Listener
    {
      public:
        virtual ~Listener() = default;
        /** The node goes online; IsOnline() holds already. */
        virtual void GoesOnline() = 0;
        /** The node goes offline; IsOnline() holds until this is done. */
        virtual void GoesOffline() = 0;
        /** \param isOnline whether the node takes part from now on */
        virtual void PresenceChanged(bool isOnline) = 0;
    };

    /** \param listener does what a change takes; must outlive the presence */
    explicit Presence(Listener& listener);

    Presence(const Presence&) = delete;
    Presence& operator=(const Presence&) = delete;

    /** \param isRunning whether the application runs */
    void SetRunning(bool isRunning);

    /**
     * Say that the node is offline, or take that back. The node follows at once, so this must not
     * be called in the middle of what a protocol does: P2pNode::GoOffline() waits for the end of
     * the event.
     * \param source who says it
     * \param isOffline what
     */
    void SetOffline(Source source, bool isOffline);

    /** The application is disposed of: offline, and nobody is told. */
    void Dispose();

    /** \param source who may have said something \return whether its word is offline */
    bool SaysOffline(Source source) const;

    /** \return whether the application runs */
    bool IsRunning() const
    {
        return m_isRunning;
    }

    /** \return whether the node takes part in the network */
    bool IsOnline() const
    {
        return m_isOnline;
    }

  private:
    /** Let the node follow what has been said. */
    void Follow();

    Listener& m_listener;          //!< does what a change takes
    std::vector<Source> m_offline; //!< who says offline
    bool m_isRunning{false};       //!< whether the application runs
    bool m_isOnline{false};        //!< whether the node takes part
    bool m_isChanging{false};      //!< whether the listener is at work
};

} // namespace ns3

#endif /* WAKU_PRESENCE_H */
