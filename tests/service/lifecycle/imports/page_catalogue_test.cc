#include "service/lifecycle/imports/page_catalogue.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/service/lifecycle/imports/page_writer.h"

namespace izin {
namespace {

using ::izin::testing::Library;
using ::izin::testing::ShippedTables;
using ::testing::StartsWith;

class PageCatalogueTest : public ::testing::Test {
 protected:
  RuleTables tables_ = ShippedTables();
  Findings findings_;
};

TEST_F(PageCatalogueTest, ATextIsKnownByItsLettersByAWordingAndByAnId) {
  tables_.at(kWordingsFile).Put({"AKTA_PENDIRIAN_DAN_PERUBAHAN", "Akta perusahaan (terbaru)"});
  PageCatalogue catalogue(tables_, Library()->latest());
  EXPECT_EQ(catalogue.CommitmentOf(
                "AKTA pendirian, beserta perubahan yang telah disahkan instansi berwenang."),
            "AKTA_PENDIRIAN_DAN_PERUBAHAN");
  EXPECT_EQ(catalogue.CommitmentOf("akta perusahaan terbaru"), "AKTA_PENDIRIAN_DAN_PERUBAHAN");
  EXPECT_EQ(catalogue.CommitmentOf("akta_pendirian_dan_perubahan"), "AKTA_PENDIRIAN_DAN_PERUBAHAN");
  EXPECT_EQ(catalogue.CommitmentOf(std::nullopt), "UNREADABLE");
  EXPECT_EQ(catalogue.quoted(), 0);
}

TEST_F(PageCatalogueTest, ATextThatNothingMatchesIsQuotedAndMarked) {
  PageCatalogue catalogue(tables_, Library()->latest());
  const std::string id = catalogue.CommitmentOf("Mencatat suhu gudang");
  EXPECT_THAT(id, StartsWith("QUOTED_"));
  EXPECT_EQ(catalogue.CommitmentOf("mencatat suhu gudang."), id);
  EXPECT_EQ(catalogue.quoted(), 1);
  const RuleTable& table = tables_.at(kCommitmentsFile);
  const TableLine* line = tables_.at(kCommitmentsFile).Find({id});
  ASSERT_NE(line, nullptr);
  EXPECT_EQ(table.Field(*line, "title_id"),
            "\u201cMencatat suhu gudang\u201d (teks resmi, belum diringkas)");
  EXPECT_EQ(table.Field(*line, "title_en"),
            "\u201cMencatat suhu gudang\u201d (official text in Indonesian, not restated)");
  // A later import knows it by what it is, whatever a person made of its title.
  (*tables_.at(kCommitmentsFile).Find({id}))[table.Column("title_id")] = "Catatan suhu";
  PageCatalogue later(tables_, Library()->latest());
  EXPECT_EQ(later.CommitmentOf("Mencatat suhu gudang"), id);
  EXPECT_EQ(later.quoted(), 0);
}

TEST_F(PageCatalogueTest, SupportingPermitsAndConditionsHaveTheirOwn) {
  PageCatalogue catalogue(tables_, Library()->latest());
  EXPECT_EQ(catalogue.SupportingOf("Sertifikat cara budidaya ikan yang baik"), "UMKU_CBIB");
  EXPECT_THAT(catalogue.SupportingOf("Izin baru"), StartsWith("UMKU_QUOTED_"));
  EXPECT_EQ(catalogue.ConditionOf("Batik cap hanya terbuka untuk modal dalam negeri 100%"),
            "COND_DOMESTIC_ONLY_STAMPED_BATIK");
  EXPECT_THAT(catalogue.ConditionOf("Syarat baru"), StartsWith("COND_QUOTED_"));
  EXPECT_EQ(catalogue.ConditionOf(std::nullopt), "UNREADABLE");
}

TEST_F(PageCatalogueTest, ParametersAreKnownWithTheirOffice) {
  PageCatalogue catalogue(tables_, Library()->latest());
  const auto id_of = [&](const char* office, PageText parameter) {
    return catalogue.ParameterOf({.office = office, .parameter = std::move(parameter)}, "p",
                                 findings_);
  };
  EXPECT_EQ(id_of("Gubernur", "Seluruh"), "ap-e196ee");
  EXPECT_EQ(id_of("Menteri/Kepala Badan", "PMA"), "ap-12fc22");
  const std::string unknown = *id_of("Gubernur", "Gudang di pulau terluar");
  const RuleTable& table = tables_.at(kParametersFile);
  const TableLine* line = tables_.at(kParametersFile).Find({unknown});
  ASSERT_NE(line, nullptr);
  EXPECT_EQ(table.Field(*line, "condition"), "ask");
  EXPECT_EQ(table.Field(*line, "authority"), "GOVERNOR");
  EXPECT_EQ(id_of("Gubernur", "gudang di pulau terluar."), unknown);
  const std::string unread = *id_of("Gubernur", std::nullopt);
  EXPECT_EQ(table.Field(*tables_.at(kParametersFile).Find({unread}), "condition"), "ask");
  EXPECT_TRUE(findings_.all().empty());
  EXPECT_EQ(id_of("Camat", "Seluruh"), std::nullopt);
  ASSERT_EQ(findings_.all().size(), 1U);
}

}  // namespace
}  // namespace izin
