// `--lang` first, then the environment.

#include "service/cli/language.h"

#include <cstdlib>

#include <gtest/gtest.h>

namespace izin::cli {
namespace {

// Sets the variables that tell a language, and puts them back as they were.
class LanguageTest : public ::testing::Test {
 protected:
  LanguageTest() {
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
      const char* value = std::getenv(name);
      before_.emplace_back(name, value == nullptr ? "" : value);
      unsetenv(name);
    }
  }
  ~LanguageTest() override {
    for (const auto& [name, value] : before_) setenv(name.c_str(), value.c_str(), 1);
  }

 private:
  std::vector<std::pair<std::string, std::string>> before_;
};

TEST_F(LanguageTest, IsEnglishWhereNothingTells) { EXPECT_TRUE(SpeaksEnglish("")); }

TEST_F(LanguageTest, FollowsTheEnvironment) {
  setenv("LANG", "id_ID.UTF-8", 1);
  EXPECT_FALSE(SpeaksEnglish(""));
  setenv("LC_ALL", "en_GB.UTF-8", 1);
  EXPECT_TRUE(SpeaksEnglish("")) << "LC_ALL goes before LANG";
  setenv("LC_ALL", "", 1);
  EXPECT_FALSE(SpeaksEnglish("")) << "an empty one is not set";
}

TEST_F(LanguageTest, FollowsWhatWasAskedFirst) {
  setenv("LANG", "id_ID.UTF-8", 1);
  EXPECT_TRUE(SpeaksEnglish("en"));
  setenv("LANG", "en_US.UTF-8", 1);
  EXPECT_FALSE(SpeaksEnglish("id"));
}

TEST_F(LanguageTest, AnswersAreIndonesianUnlessEnglishIsNamed) {
  EXPECT_EQ(AnswerLanguage(""), "id");
  setenv("LANG", "C.UTF-8", 1);
  EXPECT_EQ(AnswerLanguage(""), "id");
  setenv("LANG", "en_US.UTF-8", 1);
  EXPECT_EQ(AnswerLanguage(""), "en");
  EXPECT_EQ(AnswerLanguage("id"), "id");
  EXPECT_EQ(AnswerLanguage("fr"), "fr") << "who is asked refuses it";
  setenv("LC_ALL", "id_ID.UTF-8", 1);
  EXPECT_EQ(AnswerLanguage(""), "id");
}

TEST_F(LanguageTest, IsFoundAmongTheWords) {
  EXPECT_EQ(LanguageAsked({"izin", "convert", "--lang", "id", "--help"}), "id");
  EXPECT_EQ(LanguageAsked({"izin", "--lang=en"}), "en");
  EXPECT_EQ(LanguageAsked({"izin", "convert", "--lang"}), "");
  EXPECT_EQ(LanguageAsked({"izin"}), "");
}

}  // namespace
}  // namespace izin::cli
