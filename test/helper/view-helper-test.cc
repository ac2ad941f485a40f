/* SPDX-License-Identifier: GPL-2.0-only */
#include "test-relay-network.h"

#include "ns3/view-files.h"
#include "ns3/view-helper.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <nlohmann/json.hpp>
#include <sstream>
#include <unistd.h>

using namespace ns3;

namespace
{

/// The data in a page.
nlohmann::json
ReadViewData(const std::string& page)
{
    const std::string begin = "<script id=\"data\" type=\"application/json\">";
    const std::size_t from = page.find(begin) + begin.size();
    return nlohmann::json::parse(page.substr(from, page.find("</script>", from) - from));
}

} // namespace

TEST(ViewHelper, AnHtmlFileHasAllThatItNeeds)
{
    std::ostringstream out;
    ViewHelper::WritePage(out, "<b>R&D</b>", "{\"format\":\"waku-view\"}");
    const std::string page = out.str();
    EXPECT_EQ(page.find("{{"), std::string::npos);
    EXPECT_NE(page.find("<title>&lt;b&gt;R&amp;D&lt;/b&gt;</title>"), std::string::npos);
    EXPECT_EQ(ReadViewData(page)["format"], "waku-view");
    EXPECT_NE(page.find("class OverlayCanvas"), std::string::npos);
    EXPECT_NE(page.find("Copyright 2010-2023 Mike Bostock"), std::string::npos);
    // Nothing is loaded from anywhere.
    for (const char* attribute : {" src=", "@import", "url(http"})
    {
        EXPECT_EQ(page.find(attribute), std::string::npos) << attribute;
    }
}

TEST(ViewHelper, FilesInTheLibraryAreThoseOfTheSource)
{
    for (const auto& entry :
         std::filesystem::directory_iterator(std::string(WAKU_SOURCE_DIR) + "/helper/view"))
    {
        std::ifstream in(entry.path(), std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(in), {}};
        EXPECT_EQ(FindViewFile(entry.path().filename().string()), bytes) << entry.path();
    }
}

TEST(ViewHelper, ARunIsWrittenAndWithoutAFileNothingIsRecorded)
{
    const std::string path =
        testing::TempDir() + std::to_string(getpid()) + "-waku-view-helper.html";
    TestRelayNetwork network(10);
    network.Build("regular:3");
    ViewHelper off;
    off.Record(network.relays, network.devices);
    EXPECT_EQ(off.GetRecorder(), nullptr);
    off.Write(RunSummary());
    ViewHelper view(path);
    view.Record(network.relays, network.devices);
    network.PublishAt(Seconds(5), 0, 100);
    network.RunUntil(Seconds(8));
    view.Write(network.metrics->Summarize());
    std::ifstream in(path, std::ios::binary);
    const std::string page{std::istreambuf_iterator<char>(in), {}};
    EXPECT_EQ(ReadViewData(page)["messages"].size(), 1U);
    std::filesystem::remove(path);
}
