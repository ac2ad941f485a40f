/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PROCESS_IDENTITY_H
#define WAKU_PROCESS_IDENTITY_H

#include <cstdint>
#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief What distinguishes a process from all others, also from a later one with the same number.
 *
 * It reads Linux's /proc; on other systems what it finds there is empty, and a process with the
 * same number is taken for the same.
 */
struct ProcessIdentity
{
    /** Whether a process runs. */
    enum State
    {
        ALIVE,  //!< it runs
        DEAD,   //!< it has ended
        UNKNOWN //!< it is on another machine or in another container
    };

    std::string host;    //!< name and /etc/machine-id of its machine
    std::string boot;    //!< start of the machine and name space of process numbers
    int64_t pid{0};      //!< number of the process
    std::string started; //!< when it began, in clock ticks since the start of the machine

    /** \return this process */
    static ProcessIdentity Get();
    /** \return whether the process runs */
    State GetState() const;

    /** \return name of this machine */
    static std::string GetHostName();
};

} // namespace ns3

#endif /* WAKU_PROCESS_IDENTITY_H */
