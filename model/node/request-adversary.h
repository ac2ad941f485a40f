/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_REQUEST_ADVERSARY_H
#define WAKU_REQUEST_ADVERSARY_H

#include "request-response.h"

#include <functional>
#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief An adversary in a protocol of requests and answers, such as store, filter and lightpush:
 * it floods servers with requests, and answers requests falsely.
 *
 * It speaks the protocol of ProtocolId without knowing its fields. Requests are made by a function
 * (SetRequest), or are garbage; so are answers (SetAnswer).
 */
class RequestAdversary : public RequestResponse
{
  public:
    /** Makes the fields of a request after its id. */
    using RequestFunction = std::function<VirtualBytes()>;

    /** Makes the fields of an answer with status OK. */
    using AnswerMaker = std::function<VirtualBytes(const RequestMessage& request)>;

    /** \return the TypeId */
    static TypeId GetTypeId();

    RequestAdversary();
    ~RequestAdversary() override;

    /** \param request makes requests; null for garbage */
    void SetRequest(RequestFunction request);

    /** \param answer makes answers; null for garbage */
    void SetAnswer(AnswerMaker answer);

    /** \return number of requests sent */
    uint64_t GetNSent() const
    {
        return m_sent;
    }

    /** \return number of requests that were answered with status OK */
    uint64_t GetNServedToUs() const
    {
        return m_answered;
    }

    /** \return number of requests that were answered with another status */
    uint64_t GetNRefused() const
    {
        return m_refused;
    }

    /** \return number of false answers given */
    uint64_t GetNFalse() const
    {
        return m_false;
    }

    std::string GetProtocolId() const override;
    void Start(Time now) override;

  protected:
    /** All attributes are set. */
    void NotifyConstructionCompleted() override;
    void HandleRequest(Time now, PeerId peer, const RequestMessage& request) override;
    void DoDispose() override;

  private:
    /** Send every peer a request, and go on later. */
    void Flood();

    std::string m_protocolId;  //!< attribute ProtocolId
    double m_rate;             //!< attribute RequestsPerSecond
    Time m_delay;              //!< attribute AttackDelay
    uint32_t m_garbage;        //!< attribute GarbageSize
    RequestFunction m_request; //!< makes requests; null for garbage
    AnswerMaker m_answer;      //!< makes answers; null for garbage
    uint64_t m_sent{0};        //!< requests sent
    uint64_t m_answered{0};    //!< of these, answered well
    uint64_t m_refused{0};     //!< of these, refused
    uint64_t m_false{0};       //!< false answers
};

} // namespace ns3

#endif /* WAKU_REQUEST_ADVERSARY_H */
