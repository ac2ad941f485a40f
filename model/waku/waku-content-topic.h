/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_CONTENT_TOPIC_H
#define WAKU_CONTENT_TOPIC_H

#include <cstdint>
#include <optional>
#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief A content topic taken apart (23/WAKU2-TOPICS, "Content Topic Format";
 * WAKU2-RELAY-SHARDING, "Content Topics Format for Autosharding").
 *
 * The short form is `/{application}/{version}/{name}/{encoding}`, the full form has the generation
 * in front: `/{generation}/{application}/{version}/{name}/{encoding}`. No part is empty or contains
 * a slash.
 */
struct WakuContentTopic
{
    std::optional<uint32_t> generation; //!< generation of autosharding; none in the short form
    std::string application;            //!< name of the application
    std::string version;                //!< version of the application
    std::string name;                   //!< what the application calls it
    std::string encoding;               //!< encoding of the payload

    /**
     * Take a content topic apart, as nwaku does (waku_core/topics/content_topic.nim).
     * \param text the content topic
     * \param [out] error what is wrong, if the result is empty; may be null
     * \return the parts; none if the text is no content topic
     */
    static std::optional<WakuContentTopic> Parse(const std::string& text,
                                                 std::string* error = nullptr);

    /** \return the content topic: in the full form if it has a generation */
    std::string ToString() const;
};

} // namespace ns3

#endif /* WAKU_CONTENT_TOPIC_H */
