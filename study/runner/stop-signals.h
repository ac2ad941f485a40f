/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_STOP_SIGNALS_H
#define WAKU_STOP_SIGNALS_H

#include <csignal>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Notices SIGINT, SIGTERM and SIGHUP, which ask a runner to stop, and SIGCHLD, which tells
 * it that a child has ended. The handlers that were there before return with the destructor.
 *
 * There is one at a time.
 */
class StopSignals
{
  public:
    StopSignals();
    ~StopSignals();
    StopSignals(const StopSignals&) = delete;
    StopSignals& operator=(const StopSignals&) = delete;

    /** \return file that can be read when a signal has arrived */
    int GetFile() const;
    /** Read the file, so that poll() waits for the next signal. */
    void Clear();
    /** \return the signal that asked to stop; 0 if there was none */
    static int GetStop();
    /** In a child process: handle all these signals as a new program does. */
    static void Forget();

  private:
    static constexpr int SIGNALS[] = {SIGINT, SIGTERM, SIGHUP, SIGCHLD}; //!< noticed signals

    struct sigaction m_before[4]; //!< handlers that were there before
};

} // namespace ns3

#endif /* WAKU_STOP_SIGNALS_H */
