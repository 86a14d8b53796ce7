// Rows of the official KBLI pages, as published: for a scope at a scale the issuing authority by
// parameter, the term and document of the licence, requirements and obligations; for a code the
// supporting permits that may apply and the special conditions.

#ifndef IZIN_CLASSIFIER_OFFICIAL_ROWS_H_
#define IZIN_CLASSIFIER_OFFICIAL_ROWS_H_

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "classifier/enums.h"
#include "classifier/texts.h"

namespace izin {

// When a published parameter holds.
struct AuthorityCondition {
  enum class Kind : std::uint8_t {
    kAny,
    kForeign,  // penanaman modal asing
    kNotForeign,
    kExtent,  // over administrative borders
    kAsk,     // a fact that no input holds: only the applicant can say
  };

  Kind kind = Kind::kAny;
  std::uint8_t extents = 0;                    // bit by AdministrativeExtent, of kExtent
  bool in_province_without_regencies = false;  // or there (DKI Jakarta); may stand beside kExtent

  friend bool operator==(const AuthorityCondition&, const AuthorityCondition&) = default;
};

// Who issues where a condition holds.
struct AuthorityPair {
  AuthorityCondition condition;
  int office = -1;
  int parameter = -1;  // index of the published parameter; -1: of a pattern
};

// A parameter as the pages publish it.
struct AuthorityParameter {
  std::string id;    // "ap-12fc22"
  std::string text;  // as published, Indonesian
  AuthorityPair pair;
};

// What the keyed codes of one division all publish at one scale, or nearly all of one category.
struct AuthorityPattern {
  std::string kbli;  // a division, two digits, or a category, a letter
  BusinessScale scale = BusinessScale::kUnspecified;
  std::string codes_alike;              // how many codes publish it: "9"
  std::vector<std::string> exceptions;  // divisions of the category with a code that differs
  std::vector<AuthorityPair> pairs;
  int only_office = -1;  // of all its pairs but foreign capital's; -1 = several. Set by Ruleset
  Citation basis;        // names the number of codes behind it; UNVERIFIED
};

struct OfficialRow {
  int permit = -1;       // the kind of licence that the page names
  int term_days = 0;     // Hari; 0 = none published
  int only_office = -1;  // of all its pairs but foreign capital's; -1 = several. Set by Ruleset
  int text = 0;          // rows that say the same of licence, term and duties share it
  int line = 0;          // of official_rows.tsv
  bool is_document_suspect = false;
  std::vector<AuthorityPair> pairs;
  // Of RulesetData::page_commitments: requirements, then obligations. None blocks a stage.
  std::vector<int> commitments;
  std::string document;  // the page's own name for the licence; empty where it does not differ
  // How long the licence is valid and up to which land area, as the page says; empty: it does not.
  Bilingual limits;
};

// A special condition of a code: reserved for small business, limits on foreign capital, ...
struct OfficialCondition {
  std::string id;
  int notice = -1;  // its kind
  Bilingual text;
  std::vector<Citation> legal_basis;
};

// What stands on the page of a code, whatever the scope and scale.
struct OfficialCode {
  std::vector<int> supporting;  // of RulesetData::supporting_permits, by code
  bool is_supporting_complete = true;
  std::vector<int> conditions;  // of RulesetData::conditions
  bool are_conditions_readable = true;
  std::vector<int> may_apply;  // of RulesetData::page_commitments
};

}  // namespace izin

#endif  // IZIN_CLASSIFIER_OFFICIAL_ROWS_H_
