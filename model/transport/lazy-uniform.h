/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_LAZY_UNIFORM_H
#define WAKU_LAZY_UNIFORM_H

#include "ns3/rng-seed-manager.h"
#include "ns3/rng-stream.h"

#include <cmath>
#include <cstdint>
#include <memory>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Uniformly distributed random numbers, the same as those of a UniformRandomVariable, for an
 * object that most nodes have and few use. The generator is made when the first number is drawn.
 */
class LazyUniform
{
  public:
    /** It gets a stream of its own, as a RandomVariableStream does. */
    LazyUniform()
        : m_stream(RngSeedManager::GetNextStreamIndex())
    {
    }

    /** \param stream the stream number to use, at least 0 */
    void SetStream(int64_t stream)
    {
        // As RandomVariableStream::SetStream().
        m_stream = (uint64_t(1) << 63) + static_cast<uint64_t>(stream);
        m_generator = nullptr;
    }

    /**
     * \param min lower bound
     * \param max upper bound
     * \return a number between the bounds
     */
    double GetValue(double min, double max)
    {
        return min + Draw() * (max - min);
    }

    /**
     * \param mean mean, above 0
     * \return an exponentially distributed number, that of an ExponentialRandomVariable
     */
    double GetExponential(double mean)
    {
        return -mean * std::log(Draw());
    }

  private:
    /** \return the next number of the stream, between 0 and 1 */
    double Draw()
    {
        if (!m_generator)
        {
            m_generator = std::make_unique<RngStream>(RngSeedManager::GetSeed(),
                                                      m_stream,
                                                      RngSeedManager::GetRun());
        }
        return m_generator->RandU01();
    }

    uint64_t m_stream;                      //!< number of the stream
    std::unique_ptr<RngStream> m_generator; //!< null until the first number is drawn
};

} // namespace ns3

#endif /* WAKU_LAZY_UNIFORM_H */
