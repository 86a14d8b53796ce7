#include "service/lifecycle/imports/plain_text.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include <libxml/HTMLparser.h>

namespace izin {
namespace {

constexpr std::size_t kMaxReference = 24;

struct FreeDocument {
  void operator()(xmlDoc* document) const { xmlFreeDoc(document); }
};

absl::string_view NameOf(const xmlNode& node) { return reinterpret_cast<const char*>(node.name); }

// Elements that a line runs through.
bool IsWithinLine(absl::string_view name) {
  constexpr absl::string_view kNames[] = {"a", "b",   "em",  "font",   "i",    "small",
                                          "s", "sub", "sup", "strong", "span", "u"};
  return std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames);
}

// What a browser shows of a tree, block by block. The nodes that are open, and not calls of itself:
// whoever wrote the text chose how deep it is.
std::string TextOf(const xmlNode* node) {
  std::string text;
  std::vector<const xmlNode*> open;
  while (node != nullptr || !open.empty()) {
    if (node == nullptr) {
      node = open.back();
      open.pop_back();
      if (!IsWithinLine(NameOf(*node))) text += ' ';
      node = node->next;
      continue;
    }
    if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE)
      text += reinterpret_cast<const char*>(node->content);
    const bool is_element = node->type == XML_ELEMENT_NODE;
    const bool is_shown = is_element && NameOf(*node) != "script" && NameOf(*node) != "style";
    if (is_shown && !IsWithinLine(NameOf(*node))) text += ' ';
    if (!is_shown || node->children == nullptr) {
      node = node->next;
      continue;
    }
    open.push_back(node);
    node = node->children;
  }
  return text;
}

// Single blanks, also for the blank that does not break, and no control characters.
std::string OnOneLine(std::string text) {
  text = absl::StrReplaceAll(text, {{"\xC2\xA0", " "}, {"\xE2\x80\x8B", ""}, {"\xEF\xBB\xBF", ""}});
  for (char& c : text) {
    if (absl::ascii_iscntrl(static_cast<unsigned char>(c))) c = ' ';
  }
  absl::RemoveExtraAsciiWhitespace(&text);
  return text;
}

}  // namespace

std::string PlainText(absl::string_view html) {
  if (html.find_first_of("<&") == absl::string_view::npos) return OnOneLine(std::string(html));
  const std::string page = absl::StrCat("<html><body>", html, "</body></html>");
  const std::unique_ptr<xmlDoc, FreeDocument> document(htmlReadMemory(
      page.data(), static_cast<int>(page.size()), /*URL=*/nullptr, "UTF-8",
      HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET));
  if (document == nullptr) return OnOneLine(std::string(html));
  return OnOneLine(TextOf(xmlDocGetRootElement(document.get())));
}

bool IsDangling(absl::string_view text) {
  text = absl::StripAsciiWhitespace(text);
  if (text.size() < 2 || text.size() > kMaxReference || text.front() != '$') return false;
  return std::all_of(text.begin() + 1, text.end(), [](char c) {
    return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '@' || c == ':';
  });
}

std::string Normalised(absl::string_view text) {
  std::string out;
  for (char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (absl::ascii_isalnum(byte) || byte >= 0x80) {
      out += static_cast<char>(absl::ascii_tolower(byte));
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

}  // namespace izin
