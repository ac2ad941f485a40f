/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_USER_KINDS_H
#define WAKU_USER_KINDS_H

#include <cstddef>
#include <cstdint>

namespace ns3
{

/**
 * \ingroup waku
 * \brief What the node of a user is.
 */
enum class WakuUserKind
{
    RELAY,     //!< it relays
    SERVICE,   //!< it relays in all shards, and serves light nodes
    NAIVE,     //!< a light node that gets all messages of its shards (A15)
    SELECTIVE, //!< a light node that gets the messages of its content topics
};

/** Number of values of WakuUserKind. */
constexpr std::size_t WAKU_USER_KINDS = 4;

/**
 * \ingroup waku
 * \brief Which users have which kind of node: the first ones have service nodes, and light nodes
 * are spread evenly over the others.
 */
class WakuUserKinds
{
  public:
    WakuUserKinds() = default;

    /**
     * The program stops if there are more light nodes than users without a service node.
     * \param users number of users
     * \param services number of users with service nodes; at most all have
     * \param naiveShare share of all users with naive light nodes, 0 to 1
     * \param selectiveShare share of all users with selective light nodes, 0 to 1
     */
    WakuUserKinds(uint32_t users, uint32_t services, double naiveShare, double selectiveShare);

    /**
     * \param user number of a user
     * \return the kind of the user's node
     */
    WakuUserKind Get(uint32_t user) const;

    /**
     * \param kind a kind
     * \return number of users with such nodes
     */
    uint32_t GetN(WakuUserKind kind) const;

    /**
     * \param kind a kind
     * \return whether its nodes are light nodes
     */
    static bool IsLight(WakuUserKind kind)
    {
        return kind == WakuUserKind::NAIVE || kind == WakuUserKind::SELECTIVE;
    }

    /** \return number of light nodes */
    uint32_t GetNLight() const
    {
        return m_naive + m_selective;
    }

  private:
    uint32_t m_users{0};     //!< all users
    uint32_t m_services{0};  //!< of these, with service nodes
    uint32_t m_naive{0};     //!< of these, with naive light nodes
    uint32_t m_selective{0}; //!< of these, with selective light nodes
};

} // namespace ns3

#endif /* WAKU_USER_KINDS_H */
