/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_SILENT_HANDLER_H
#define WAKU_SILENT_HANDLER_H

#include "ns3/stream-handler.h"

namespace ns3
{

/// A protocol of which only the id matters.
class SilentHandler : public StreamHandler
{
  public:
    std::unique_ptr<StreamParser> CreateParser(PeerId) override
    {
        return nullptr;
    }

    void PeerUp(const PeerInfo&) override
    {
    }

    void PeerDown(const PeerInfo&) override
    {
    }

    void FrameSent(const PeerInfo&, Ptr<const StreamFrame>) override
    {
    }

    void FrameDropped(const PeerInfo&, Ptr<const StreamFrame>) override
    {
    }
};

} // namespace ns3

#endif /* WAKU_SILENT_HANDLER_H */
