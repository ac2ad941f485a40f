/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PRESENCE_H
#define WAKU_PRESENCE_H

#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Whether a node is online. It is online if and only if its application runs and no source
 * keeps it offline.
 *
 * Scripts, user models and churn models are sources. Each can send the node offline and undo only
 * its own call, before, while and after the application runs. So a node that a script has sent
 * offline stays offline, whatever its user model does, until the script undoes the call.
 */
class Presence
{
  public:
    /** Identifies a source: any address that belongs to it alone, such as `this`. */
    using Source = const void*;

    /** Does what a change takes. */
    class Listener
    {
      public:
        virtual ~Listener() = default;
        /** The node goes online. IsOnline() is already true. */
        virtual void GoesOnline() = 0;
        /** The node goes offline. IsOnline() is true until the method returns. */
        virtual void GoesOffline() = 0;

        /**
         * The node goes offline without a word to its peers. IsOnline() is true until the method
         * returns. By default it leaves as in GoesOffline().
         */
        virtual void Crashes()
        {
            GoesOffline();
        }

        /**
         * The node has gone online or offline.
         * \param isOnline whether the node is online from now on
         */
        virtual void PresenceChanged(bool isOnline) = 0;
    };

    /** \param listener receiver of the changes; must outlive the presence */
    explicit Presence(Listener& listener);

    Presence(const Presence&) = delete;
    Presence& operator=(const Presence&) = delete;

    /**
     * Note that the application has started or stopped.
     * \param isRunning whether the application runs
     */
    void SetRunning(bool isRunning);

    /**
     * Send the node offline, or undo it. The change takes effect at once, so this must not be
     * called while a protocol is called. P2pNode::GoOffline() waits for the end of the event.
     * \param source the source
     * \param isOffline whether the source keeps the node offline
     */
    void SetOffline(Source source, bool isOffline);

    /**
     * Send the node offline as SetOffline() does, but without a word to its peers, if it is online.
     * SetOffline() undoes it.
     * \param source the source
     */
    void Crash(Source source);

    /** Set the node offline without calling the listener, since the application is disposed of. */
    void Dispose();

    /**
     * \param source a source
     * \return whether the source keeps the node offline
     */
    bool SaysOffline(Source source) const;

    /** \return whether the application runs */
    bool IsRunning() const
    {
        return m_isRunning;
    }

    /** \return whether the node is online */
    bool IsOnline() const
    {
        return m_isOnline;
    }

  private:
    /** Update whether the node is online, and call the listener. */
    void Follow();

    Listener& m_listener;          //!< receiver of the changes
    std::vector<Source> m_offline; //!< sources that keep the node offline
    bool m_isRunning{false};       //!< whether the application runs
    bool m_isOnline{false};        //!< whether the node is online
    bool m_isChanging{false};      //!< whether the listener is being called
    bool m_crashes{false};         //!< whether the node goes offline without a word
};

} // namespace ns3

#endif /* WAKU_PRESENCE_H */
