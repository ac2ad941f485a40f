/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PSS_PARSER_H
#define WAKU_PSS_PARSER_H

#include "pss-control.h"
#include "pss-message-reader.h"

#include "ns3/rlpx-parser.h"

#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Reads the packets of a node that speaks bzz, hive and pss from the bytes of a stream.
 *
 * Whatever the bytes are, the sink gets packets or one error, with which the stream ends.
 */
class PssParser : public RlpxParser
{
  public:
    /** Receives packets and errors. */
    class Sink
    {
      public:
        virtual ~Sink() = default;
        /**
         * Handle a message.
         * \param message the message
         */
        virtual void HandleMessage(Ptr<const PssMessage> message) = 0;
        /**
         * Handle a packet that holds no message.
         * \param control the packet
         */
        virtual void HandleControl(const PssControl& control) = 0;
        /**
         * Handle an error. The stream has ended.
         * \param error the error
         */
        virtual void HandleError(PssError error) = 0;
    };

    /** Largest packets, in bytes. */
    struct Limits
    {
        uint32_t message{1024 * 1024};      //!< of messages
        uint32_t control{10 * 1024 * 1024}; //!< of other packets
    };

    /**
     * \param pool pool of the messages of the run
     * \param limits largest packets
     * \param sink receiver of packets and errors; must outlive the parser
     * \param isDevp2p whether frames are those of RlpxFrame::ToDevp2p()
     */
    PssParser(Ptr<PssMessagePool> pool, const Limits& limits, Sink& sink, bool isDevp2p);

  protected:
    void BeginPacket(uint64_t code, uint64_t size) override;
    uint64_t ReadPacket(const uint8_t* bytes, uint64_t size) override;
    uint64_t GetPacketSkippable() const override;
    void SkipPacket(uint64_t size) override;
    void EndFrame(uint64_t size) override;
    void FailFrame(FrameError error) override;

  private:
    /**
     * End the stream.
     * \param error why
     */
    void Fail(PssError error);

    Limits m_limits;                  //!< largest packets
    Sink& m_sink;                     //!< receiver of packets and errors
    PssCode m_code{PssCode::MESSAGE}; //!< code of the packet
    PssMessageReader m_message;       //!< reads messages
    std::vector<uint8_t> m_control;   //!< bytes of another packet
};

} // namespace ns3

#endif /* WAKU_PSS_PARSER_H */
