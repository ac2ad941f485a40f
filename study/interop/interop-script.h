/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_INTEROP_SCRIPT_H
#define WAKU_INTEROP_SCRIPT_H

#include "ns3/nstime.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief An instruction of a script of gossipsub-interop (libp2p/test-plans, gossipsub-interop/
 * script_instruction.py). What a type does not have is left as it is here.
 */
struct InteropInstruction
{
    /** What it does. */
    enum Type
    {
        INIT_GOSSIPSUB,       //!< begin to speak gossipsub
        CONNECT,              //!< dial nodes
        WAIT_UNTIL,           //!< wait
        PUBLISH,              //!< publish a message
        SUBSCRIBE,            //!< subscribe to a topic
        SET_VALIDATION_DELAY, //!< let the validation of a topic's messages take time
        ADD_PARTIAL,          //!< have parts of a message
        PUBLISH_PARTIAL,      //!< tell peers of the parts, and send them
    };

    Type type{WAIT_UNTIL};        //!< what it does
    std::string place;            //!< file and place in it
    std::optional<uint32_t> node; //!< the only node that does it (ifNodeIDEquals); none for all
    std::string topic;            //!< topicID
    std::vector<uint32_t> nodes;  //!< connectTo, publishToNodeIDs
    Time time;                    //!< elapsedSeconds, delaySeconds
    uint64_t id{0};               //!< messageID, groupID
    uint32_t size{0};             //!< messageSizeBytes
    uint8_t parts{0};             //!< parts
    bool partial{false};          //!< partial

    /** Attributes of GossipSubRouter with their values, and the places of these. */
    struct Attribute
    {
        std::string name;  //!< name
        std::string value; //!< value as text
        std::string place; //!< file and place in it
    };

    std::vector<Attribute> attributes; //!< gossipSubParams
};

/**
 * \ingroup waku
 * \brief What the nodes of a run of gossipsub-interop do: params.json.
 *
 * Everything that is wrong in the file is a MeasurementError, which names the file and the place,
 * such as `script[7].connectTo[0]`, or line and column of what is no JSON. FindFault is for
 * fuzzing: it takes any bytes, and neither stops nor throws.
 */
struct InteropScript
{
    static constexpr uint32_t ID_SIZE = 8; //!< bytes of a message id, with which a message begins
    static constexpr uint32_t MAX_MESSAGE_SIZE = 10 << 20; //!< largest RPC of go-libp2p's program

    std::vector<InteropInstruction> instructions; //!< in the order of the script

    /**
     * \param json the file
     * \param source name of the file, for errors
     * \return the script
     */
    static InteropScript Parse(const std::string& json, const std::string& source);

    /**
     * \param json any bytes
     * \return what is wrong with them as a script; empty if nothing is
     */
    static std::string FindFault(const std::string& json);

    /**
     * Divide the script among nodes. A std::runtime_error is thrown if it names a node that does
     * not exist, or if the first instruction of a node is not its only initGossipSub. \param nodes
     * number of nodes \return the instructions of each node; valid as long as this object
     */
    std::vector<std::vector<const InteropInstruction*>> Divide(uint32_t nodes) const;
};

} // namespace ns3

#endif /* WAKU_INTEROP_SCRIPT_H */
