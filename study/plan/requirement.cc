/* SPDX-License-Identifier: GPL-2.0-only */
#include "requirement.h"

#include "ns3/program-option-value.h"

#include <cctype>
#include <functional>
#include <vector>

namespace ns3
{

/// A comparison (without parts), or parts joined with `and` or `or`.
struct Requirement::Node
{
    enum Kind
    {
        LESS,
        AT_MOST,
        MORE,
        AT_LEAST,
        AND,
        OR
    };

    Kind kind{AND};
    std::string metric;
    double bound{0};
    std::vector<std::shared_ptr<const Node>> parts;

    /// Whether this is a comparison that holds.
    bool Holds(double value) const
    {
        switch (kind)
        {
        case LESS:
            return value < bound;
        case AT_MOST:
            return value <= bound;
        case MORE:
            return value > bound;
        default:
            return value >= bound;
        }
    }
};

namespace
{

using RequirementNode = std::shared_ptr<const Requirement::Node>;

/// Reads a requirement, from left to right.
class RequirementReader
{
  public:
    explicit RequirementReader(const std::string& text)
        : m_text(text)
    {
    }

    RequirementNode ReadAll()
    {
        const RequirementNode root = ReadJoined(true);
        if (!Peek().empty())
        {
            Fail("\"and\", \"or\" or the end");
        }
        return root;
    }

  private:
    /// Parts joined with `or`, or parts joined with `and`.
    RequirementNode ReadJoined(bool isOr)
    {
        auto joined = std::make_shared<Requirement::Node>();
        joined->kind = isOr ? Requirement::Node::OR : Requirement::Node::AND;
        do
        {
            joined->parts.push_back(isOr ? ReadJoined(false) : ReadTerm());
        } while (Take(isOr ? "or" : "and"));
        return joined->parts.size() == 1 ? joined->parts.front() : joined;
    }

    /// A comparison, or a requirement in parentheses.
    RequirementNode ReadTerm()
    {
        if (Take("("))
        {
            if (++m_depth > 100)
            {
                Fail("at most 100 parentheses within each other");
            }
            const RequirementNode inner = ReadJoined(true);
            if (!Take(")"))
            {
                Fail("\")\", \"and\" or \"or\"");
            }
            m_depth--;
            return inner;
        }
        auto comparison = std::make_shared<Requirement::Node>();
        comparison->metric = Peek();
        if (comparison->metric.empty() || !std::isalpha(comparison->metric[0]) ||
            comparison->metric == "and" || comparison->metric == "or")
        {
            Fail("the name of a metric, such as delivery_ratio");
        }
        Next();
        comparison->kind = ReadComparison();
        comparison->bound = ReadNumber();
        return comparison;
    }

    Requirement::Node::Kind ReadComparison()
    {
        const std::pair<const char*, Requirement::Node::Kind> signs[] = {
            {"<=", Requirement::Node::AT_MOST},
            {"<", Requirement::Node::LESS},
            {">=", Requirement::Node::AT_LEAST},
            {">", Requirement::Node::MORE}};
        for (const auto& [sign, kind] : signs)
        {
            if (Take(sign))
            {
                return kind;
            }
        }
        Fail("<, <=, > or >=");
    }

    double ReadNumber()
    {
        std::string text = Peek();
        const bool isPercentage = !text.empty() && text.back() == '%';
        if (isPercentage)
        {
            text.pop_back();
        }
        double number = 0;
        if (!OptionValue::Read(text, number).empty())
        {
            Fail("a number without a unit, such as 0.99 or 99%");
        }
        Next();
        return isPercentage ? number / 100 : number;
    }

    /// \return the next word, sign or parenthesis; empty at the end
    std::string Peek()
    {
        while (m_at < m_text.size() && std::isspace(static_cast<unsigned char>(m_text[m_at])))
        {
            m_at++;
        }
        const std::string signs = "<>=!&|";
        const auto kind = [&](char c) {
            return std::isspace(static_cast<unsigned char>(c)) ? 0
                   : c == '(' || c == ')'                      ? 1
                   : signs.find(c) != std::string::npos        ? 2
                                                               : 3;
        };
        std::size_t end = m_at;
        while (end < m_text.size() && kind(m_text[end]) == kind(m_text[m_at]))
        {
            end++;
            if (kind(m_text[m_at]) == 1)
            {
                break;
            }
        }
        return m_text.substr(m_at, end - m_at);
    }

    void Next()
    {
        m_at += Peek().size();
    }

    /// Takes the next word if it is this one.
    bool Take(const std::string& word)
    {
        const bool isNext = Peek() == word;
        if (isNext)
        {
            Next();
        }
        return isNext;
    }

    [[noreturn]] void Fail(const std::string& expected)
    {
        const std::string found = Peek();
        throw RequirementError(m_at + 1,
                               (found.empty() ? "the requirement ends" : "\"" + found + "\"") +
                                   " where " + expected + " is expected");
    }

    const std::string& m_text;
    std::size_t m_at{0};
    unsigned m_depth{0};
};

/// Calls a function with each comparison.
void
ForEachComparison(const Requirement::Node* node,
                  const std::function<void(const Requirement::Node&)>& call)
{
    if (node && node->parts.empty())
    {
        call(*node);
    }
    for (std::size_t i = 0; node && i < node->parts.size(); i++)
    {
        ForEachComparison(node->parts[i].get(), call);
    }
}

double
GetMetric(const Requirement::Metrics& metrics, const std::string& name)
{
    const auto known = metrics.find(name);
    if (known == metrics.end())
    {
        throw std::runtime_error("the results of the run have no metric " + name);
    }
    return known->second;
}

bool
IsNodeMet(const Requirement::Node& node, const Requirement::Metrics& metrics)
{
    if (node.parts.empty())
    {
        return node.Holds(GetMetric(metrics, node.metric));
    }
    const bool isOr = node.kind == Requirement::Node::OR;
    for (const RequirementNode& part : node.parts)
    {
        if (IsNodeMet(*part, metrics) == isOr)
        {
            return isOr;
        }
    }
    return !isOr;
}

} // namespace

Requirement
Requirement::Parse(const std::string& text)
{
    Requirement requirement;
    requirement.m_text = text;
    requirement.m_root = RequirementReader(text).ReadAll();
    return requirement;
}

std::set<std::string>
Requirement::GetMetrics() const
{
    std::set<std::string> names;
    ForEachComparison(m_root.get(), [&](const Node& node) { names.insert(node.metric); });
    return names;
}

bool
Requirement::IsMetBy(const Metrics& metrics) const
{
    return !m_root || IsNodeMet(*m_root, metrics);
}

bool
Requirement::IsMetBy(const RunOutcome& outcome) const
{
    switch (outcome.status)
    {
    case RunOutcome::DONE:
        return IsMetBy(outcome.metrics);
    case RunOutcome::FAILED:
        return false;
    case RunOutcome::CRASHED:
        throw std::runtime_error("a run crashed: " + outcome.message);
    case RunOutcome::TIMED_OUT:
        throw std::runtime_error("a run took longer than its time limit: " + outcome.message);
    default:
        throw std::runtime_error("a run took too much memory: " + outcome.message);
    }
}

std::set<std::string>
Requirement::GetUnmet(const Metrics& metrics) const
{
    std::set<std::string> names;
    ForEachComparison(m_root.get(), [&](const Node& node) {
        const auto known = metrics.find(node.metric);
        if (known != metrics.end() && !node.Holds(known->second))
        {
            names.insert(node.metric);
        }
    });
    return names;
}

} // namespace ns3
