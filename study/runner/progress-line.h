/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PROGRESS_LINE_H
#define WAKU_PROGRESS_LINE_H

#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Shows on standard error how far something is: on a terminal a bar in one line that
 * changes, elsewhere lines.
 */
class ProgressLine
{
  public:
    ProgressLine();
    /** Begins a new line, for what is said next. */
    ~ProgressLine();
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    /** \return whether standard error is a terminal */
    bool IsTerminal() const
    {
        return m_isTerminal;
    }

    /**
     * Show how far it is.
     * \param share what is done, between 0 and 1
     * \param text what is known beside it, which is cut where the terminal ends
     */
    void Show(double share, const std::string& text);
    /**
     * Show a line that stays.
     * \param text the line
     */
    void Say(const std::string& text);
    /** Let the bar stay as it is, and begin a new line. */
    void End();

  private:
    bool m_isTerminal;     //!< whether standard error is a terminal
    std::string m_current; //!< bar that is shown
};

} // namespace ns3

#endif /* WAKU_PROGRESS_LINE_H */
