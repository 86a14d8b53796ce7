// The page of a payload, as an officer reads it. The golden files change by review alone:
// IZIN_WRITE_GOLDEN=1 writes them.

#include "service/cli/oss_page.h"

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/service/answer/oss/payloads.h"

namespace izin::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string PageOf(const nlohmann::json& payload, bool is_english, bool shows_all = false) {
  v1::ClassifyOssPayloadRequest request;
  request.set_language_code(is_english ? "en" : "id");
  const auto answer = AnswerPayload(payload, request);
  EXPECT_TRUE(answer.ok()) << answer.status();
  std::ostringstream out;
  cli::Page page({}, out);
  cli::PrintOssAnswer(*answer, {.is_english = is_english, .shows_all = shows_all}, page);
  return out.str();
}

void ExpectGolden(const std::string& page, const std::string& path) {
  if (std::getenv("IZIN_WRITE_GOLDEN") != nullptr) std::ofstream(path) << page;
  EXPECT_EQ(page, ReadFile(path)) << "the page is now:\n" << page;
}

TEST(OssPageTest, IsTheGoldenOneInIndonesian) {
  ExpectGolden(PageOf(GoldenPayload(), false), "tests/golden/oss/page_id.txt");
}

TEST(OssPageTest, IsTheGoldenOneInEnglish) {
  ExpectGolden(PageOf(GoldenPayload(), true), "tests/golden/oss/page_en.txt");
}

TEST(OssPageTest, SaysThatNothingWasCompared) {
  const std::string page = PageOf(SmallPayload(), true);
  EXPECT_THAT(page, HasSubstr("1 project, 1 location, nothing was compared."));
  EXPECT_THAT(page, Not(HasSubstr("What to do")));
}

TEST(OssPageTest, SaysThatBothAgree) {
  nlohmann::json payload = SmallPayload();
  NibOf(payload)["data_checklist"] = {
      {{"nama_izin", "PKKPR"}, {"kewenangan", "02"}},
      {{"nama_izin", "UKL-UPL"}, {"kewenangan", "00"}},
      {{"nama_izin", "Sertifikat Standar"}, {"jenis_izin", "04"}, {"kewenangan", "02"}}};
  EXPECT_THAT(PageOf(payload, false), HasSubstr("tidak ada perbedaan."));
  EXPECT_THAT(PageOf(payload, false), HasSubstr("data_checklist payload sesuai"));
}

TEST(OssPageTest, ListsTheScopesToChooseFrom) {
  nlohmann::json payload = SmallPayload();
  ProjectOf(payload)["kbli"] = "55110";
  EXPECT_THAT(PageOf(payload, false),
              HasSubstr("Pilihan         55101-1 luas bangunan <=6.000 m2"));
  EXPECT_THAT(PageOf(payload, false), HasSubstr("4 lagi"));
  EXPECT_THAT(PageOf(payload, false, /*shows_all=*/true), Not(HasSubstr("4 lagi")));
}

TEST(OssPageTest, CountsFindingsOfAllLocationsAndOfNone) {
  const auto answer = AnswerPayload(GoldenPayload());
  ASSERT_TRUE(answer.ok());
  int count = answer->findings_size();
  for (const auto& place : answer->locations()) count += place.findings_size();
  EXPECT_EQ(cli::FindingsOf(*answer), count);
  EXPECT_GT(count, 5);
}

}  // namespace
}  // namespace izin::testing
