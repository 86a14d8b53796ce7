#include <array>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"

#include "data/loader/internal/assembly.h"

namespace izin::internal {
namespace {

constexpr absl::string_view kNoticeCaseNames[] = {"", "REFUSAL", "SCOPES_DIFFER", "PATTERN"};
constexpr absl::string_view kIssuerNames[] = {"", "LICENCE", "BASE", "ENVIRONMENT"};

// Catalogues are sorted, so that a line is found and a diff is small.
void CheckKey(absl::string_view what, const std::string& key, std::string& last,
              const Position& position, RuleIssues& issues) {
  if (key.empty()) position.AddError(issues, absl::StrCat("missing ", what));
  if (key == last) position.AddError(issues, absl::StrCat("duplicate ", what, " \"", key, "\""));
  if (key < last) {
    position.AddError(
        issues, absl::StrCat(what, " \"", key, "\" after \"", last, "\": want entries sorted"));
  }
  last = key;
}

void AssembleOffices(Assembly& assembly) {
  std::string last;
  for (const OfficeEntry& entry : assembly.rules().office()) {
    const Position position = assembly.positions.Of(entry, entry.where());
    CheckKey("id", entry.id(), last, position, assembly.issues);
    assembly.office_by_id[entry.id()] = static_cast<int>(assembly.out.offices.size());
    assembly.out.offices.push_back(
        {.id = entry.id(),
         .kind = ResolveEnum<AuthorityKind>("kind", entry.kind(), position.Field("kind"),
                                            assembly.issues),
         .name = RequiredText("name", entry.name(), position, assembly.issues),
         .name_in_region =
             OptionalText("name_in_region", entry.name_in_region(), position, assembly.issues)});
  }
}

std::array<Bilingual, kNoticeCaseCount> ReadDetails(Assembly& assembly, const NoticeEntry& entry,
                                                    const Position& position) {
  std::array<Bilingual, kNoticeCaseCount> details;
  details.fill(RequiredText("detail", entry.detail(), position, assembly.issues));
  std::array<bool, kNoticeCaseCount> is_read{};
  for (int i = 0; i < entry.variant_size(); ++i) {
    const NoticeVariant& variant = entry.variant(i);
    const Position at = position.Nested("variant", i);
    const auto of = static_cast<std::size_t>(ResolveEnum<NoticeCase>(
        "when", variant.when(), kNoticeCaseNames, at.Field("when"), assembly.issues));
    if (is_read[of])
      at.AddError(assembly.issues, absl::StrCat("a second text of ", variant.when()));
    is_read[of] = true;
    details[of] = RequiredText("detail", variant.detail(), at, assembly.issues);
  }
  return details;
}

void AssembleNotices(Assembly& assembly) {
  std::string last;
  for (const NoticeEntry& entry : assembly.rules().notice()) {
    const Position position = assembly.positions.Of(entry, entry.where());
    CheckKey("code", entry.code(), last, position, assembly.issues);
    assembly.notice_by_code[entry.code()] = static_cast<int>(assembly.out.notices.size());
    assembly.out.notices.push_back(
        {.code = entry.code(),
         .title = RequiredText("title", entry.title(), position, assembly.issues),
         .details = ReadDetails(assembly, entry, position)});
  }
  for (const RulesetHeader& header : assembly.rules().ruleset()) {
    if (header.scale_notice().empty()) continue;
    const auto it = assembly.notice_by_code.find(header.scale_notice());
    if (it != assembly.notice_by_code.end()) {
      assembly.out.scale_notice = it->second;
    } else {
      assembly.EntryAt(header, "ruleset.textproto")
          .Field("scale_notice")
          .AddFollowing(assembly.issues, {assembly.PathOf("notices.textproto")},
                        absl::StrCat("unknown notice \"", header.scale_notice(),
                                     "\": want one of notices.textproto"));
    }
  }
}

// Who issues: a fixed office, or the table that says.
void ResolveIssuer(Assembly& assembly, const PermitEntry& entry, const Position& position,
                   izin::Permit& permit) {
  if (permit.category == PermitCategory::kSupporting) return;
  if (entry.office().empty() == entry.authority().empty()) {
    position.AddError(assembly.issues,
                      absl::StrCat("permit ", entry.code(), ": want either office or authority"));
    return;
  }
  if (!entry.office().empty()) {
    const auto it = assembly.office_by_id.find(entry.office());
    if (it == assembly.office_by_id.end()) {
      position.Field("office").AddFollowing(
          assembly.issues, {assembly.PathOf("offices.textproto")},
          absl::StrCat("unknown office \"", entry.office(), "\": want one of offices.textproto"));
      return;
    }
    permit.office = it->second;
    return;
  }
  permit.issued_by = ResolveEnum<IssuedBy>("authority", entry.authority(), kIssuerNames,
                                           position.Field("authority"), assembly.issues);
  if (permit.issued_by != IssuedBy::kBaseTable) return;
  const std::string key = entry.authority_as().empty() ? entry.code() : entry.authority_as();
  const auto [it, is_new] = assembly.authority_key_by_name.try_emplace(
      key, static_cast<int>(assembly.out.authority_keys.size()));
  if (is_new) assembly.out.authority_keys.push_back(key);
  permit.authority_key = it->second;
}

void AssemblePermits(Assembly& assembly) {
  std::string last;
  for (const PermitEntry& entry : assembly.rules().permit()) {
    const Position position = assembly.positions.Of(entry, entry.where());
    CheckKey("code", entry.code(), last, position, assembly.issues);
    izin::Permit permit{.code = entry.code()};
    permit.category = ResolveEnum<PermitCategory>("category", entry.category(),
                                                  position.Field("category"), assembly.issues);
    permit.required_before =
        ResolveStage(entry.required_before(), position.Field("required_before"), assembly.issues);
    permit.title = RequiredText("title", entry.title(), position, assembly.issues);
    permit.detail = RequiredText("detail", entry.detail(), position, assembly.issues);
    permit.oss_code = entry.oss_code();
    permit.legal_basis =
        ResolveCitations(entry.legal_basis(), "legal_basis", position, assembly.issues);
    ResolveIssuer(assembly, entry, position, permit);
    assembly.permit_by_code[entry.code()] = static_cast<int>(assembly.out.permits.size());
    assembly.out.permits.push_back(std::move(permit));
  }
}

}  // namespace

void AssembleCatalogues(Assembly& assembly) {
  assembly.out.legal_forms.emplace_back("?");
  for (const LegalFormLine& line : assembly.in.legal_form())
    assembly.out.legal_forms.push_back(line.code());
  for (const RegionLine& line : assembly.in.region()) {
    assembly.out.regions.push_back({.code = line.code(), .name = line.name()});
  }
  AssembleOffices(assembly);
  AssembleNotices(assembly);
  AssemblePermits(assembly);
}

}  // namespace izin::internal
