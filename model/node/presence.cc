/* SPDX-License-Identifier: GPL-2.0-only */
#include "presence.h"

#include <algorithm>
#include <utility>

namespace ns3
{

Presence::Presence(Listener& listener)
    : m_listener(listener)
{
}

void
Presence::SetRunning(bool isRunning)
{
    m_isRunning = isRunning;
    Follow();
}

void
Presence::SetOffline(Source source, bool isOffline)
{
    const auto word = std::find(m_offline.begin(), m_offline.end(), source);
    if (isOffline && word == m_offline.end())
    {
        m_offline.push_back(source);
    }
    else if (!isOffline && word != m_offline.end())
    {
        m_offline.erase(word);
    }
    Follow();
}

void
Presence::Crash(Source source)
{
    m_crashes = true;
    SetOffline(source, true);
    m_crashes = m_crashes && m_isChanging;
}

bool
Presence::SaysOffline(Source source) const
{
    return std::find(m_offline.begin(), m_offline.end(), source) != m_offline.end();
}

void
Presence::Dispose()
{
    m_isRunning = false;
    m_isOnline = false;
}

void
Presence::Follow()
{
    // What is said while the listener is at work is followed when it is done.
    if (m_isChanging)
    {
        return;
    }
    m_isChanging = true;
    while (m_isOnline != (m_isRunning && m_offline.empty()))
    {
        if (!m_isOnline)
        {
            m_isOnline = true;
            m_listener.GoesOnline();
        }
        else
        {
            std::exchange(m_crashes, false) ? m_listener.Crashes() : m_listener.GoesOffline();
            m_isOnline = false;
        }
        m_listener.PresenceChanged(m_isOnline);
    }
    m_isChanging = false;
}

} // namespace ns3
