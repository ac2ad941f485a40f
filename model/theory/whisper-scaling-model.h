/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WHISPER_SCALING_MODEL_H
#define WHISPER_SCALING_MODEL_H

#include "theory-parameter.h"

namespace ns3
{

/**
 * \ingroup waku
 * \brief The assumptions of the closed-form Whisper scaling model that are numbers.
 *
 * GetWhisperScalingParameterTable() has names, ranges and descriptions.
 */
struct WhisperScalingParameters
{
    double envelopeSize{1024};                 //!< A1
    double envelopesPerMessage{10};            //!< A2
    double messagesPerDay{100};                //!< A3
    double privateShare{0.5};                  //!< A6
    double partitions{5000};                   //!< A9
    double bloomBits{512};                     //!< A10
    double bloomHashes{3};                     //!< A11
    double bloomTopics{100};                   //!< A12
    double falsePositivesFromFilter{0};        //!< A13
    double falsePositiveShare{0.1};            //!< A14
    double duplicateFactor{2};                 //!< A15
    double offlineShare{0.9};                  //!< A17
    double mailserverFalsePositiveShare{0.01}; //!< A19
};

/**
 * \ingroup waku
 * \brief The table of the Whisper model's parameters.
 */
using WhisperScalingParameterTable = TheoryParameterTable<WhisperScalingParameters>;

/**
 * \ingroup waku
 * \return names, numbers, ranges and descriptions of the Whisper model's parameters
 */
const WhisperScalingParameterTable& GetWhisperScalingParameterTable();

/**
 * \ingroup waku
 * \brief Share of the topics outside a bloom filter that match it nevertheless.
 *
 * (1 - (1 - 1/m)^(k n))^k, for hash functions that are independent and uniform.
 *
 * \param bits size of the filter, m, in bits; at least 1
 * \param hashes number of hash functions, k; at least 1
 * \param topics number of topics in the filter, n; at least 0
 * \return the false-positive rate
 * \throws std::domain_error with name, value and range if a number is out of range
 */
double BloomFalsePositiveRate(double bits, double hashes, double topics);

/**
 * \ingroup waku
 * \param bits size of the filter, m, in bits; at least 1
 * \param topics number of topics in the filter, n; at least 1
 * \return the number of hash functions that gives the fewest false positives, (m/n) ln 2, not
 *         rounded
 * \throws std::domain_error with name, value and range if a number is out of range
 */
double OptimalBloomHashes(double bits, double topics);

/**
 * \ingroup waku
 * \brief The closed-form scaling model of Whisper: received load of a user.
 *
 * Cases 1 to 8 of the "Whisper theoretical scalability model" (vacp2p/research,
 * whisper_scalability, 2019). Loads are bytes per day; the published figures count a kilobyte as
 * 1024 bytes. All functions throw std::domain_error with name, value and range if `users` is below
 * 1.
 */
class WhisperScalingModel
{
  public:
    /**
     * \param parameters the assumptions
     * \throws std::domain_error if a parameter is outside its range
     */
    explicit WhisperScalingModel(
        const WhisperScalingParameters& parameters = WhisperScalingParameters());

    /** \return the assumptions */
    const WhisperScalingParameters& GetParameters() const
    {
        return m_parameters;
    }

    /** \return the false-positive share: A14, or that of the bloom filter if A13 is 1 */
    double GetFalsePositiveShare() const;

    /**
     * The user receives only messages meant for the user.
     * \param users users
     * \return bytes per day
     */
    double Case1(double users) const;

    /**
     * The user receives the messages of all users.
     * \param users users
     * \return bytes per day
     */
    double Case2(double users) const;

    /**
     * All private messages go over one discovery topic.
     * \param users users
     * \return bytes per day
     */
    double Case3(double users) const;

    /**
     * Private messages are partitioned into topics.
     * \param users users
     * \return bytes per day
     */
    double Case4(double users) const;

    /**
     * Case 4 with the false positives of the bloom filter.
     * \param users users
     * \return bytes per day
     */
    double Case5(double users) const;

    /**
     * Case 5 with benign duplicates.
     * \param users users
     * \return bytes per day
     */
    double Case6(double users) const;

    /**
     * Case 6 for a user who is mostly offline and asks a mail server.
     * \param users users
     * \return bytes per day
     */
    double Case7(double users) const;

    /**
     * One trusted node ("Waka mode"), without protection of metadata: case 4, which has neither
     * false positives nor duplicates.
     * \param users users
     * \return bytes per day
     */
    double Case8(double users) const;

  private:
    WhisperScalingParameters m_parameters; //!< assumptions
};

} // namespace ns3

#endif /* WHISPER_SCALING_MODEL_H */
