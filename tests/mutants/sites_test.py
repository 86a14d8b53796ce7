#!/usr/bin/env python3
"""Which places of a source are changed, and which are left alone."""

import sys
import unittest

sys.dont_write_bytecode = True  # nothing is written into the tree
from sites import blank_skipped, mutate, sites_of  # noqa: E402


def changes(source):
    return [site.change() for site in sites_of("classifier/a.cc", source)]


class SitesTest(unittest.TestCase):
    def test_operators_are_changed(self):
        self.assertEqual(changes("if (a == b || c != d) {"), ["== -> !=", "|| -> &&", "!= -> =="])
        self.assertEqual(changes("a < b && c >= d"), ["< -> <=", "&& -> ||", ">= -> >"])
        self.assertEqual(changes("a <= b, c > d"), ["<= -> <", "> -> >="])
        self.assertEqual(changes("x = a + 1 - b;"), ["+ -> -", "- -> +"])
        self.assertEqual(changes("return true;\nbool b = false;"), ["true -> false", "false -> true"])

    def test_an_operator_may_end_a_line(self):
        self.assertEqual(changes("return a &&\n       b;"), ["&& -> ||"])

    def test_what_is_no_binary_operator_is_left(self):
        for source in (
            "std::vector<int> a; std::optional<Kind<T>> b;",
            "template <typename Visitor>",
            "void Take(T&& value, const T& other);",
            "return -1; ++i; i += 2; out << a; a >> 3; p->q;",
            "bool is_true_enough; int falsehood;",
        ):
            self.assertEqual(changes(source), [], source)

    def test_comments_text_and_the_preprocessor_are_left(self):
        for source in (
            "// a == b",
            "/* a == b\n   c && d */",
            'const char* t = "a == b \\" && c";',
            "char c = '<';",
            'auto t = R"(a == b)";',
            "#if A == B\n",
            "#define X(a) \\\n  (a == 1 && true)\n",
            "static_assert(sizeof(a) ==\n              4 + 1);",
        ):
            self.assertEqual(changes(source), [], source)

    def test_what_comes_after_them_is_not(self):
        source = 'f("x");  // a == b\nif (a == b) return \'"\';\nif (c != d) return;'
        self.assertEqual([(site.line, site.before) for site in sites_of("a.cc", source)], [(2, "=="), (3, "!=")])

    def test_blanking_keeps_every_place(self):
        source = 'a /* b\n c */ d "e" // f\ng'
        blank = blank_skipped(source)
        self.assertEqual(len(blank), len(source))
        self.assertEqual(blank.count("\n"), source.count("\n"))
        self.assertEqual(blank.split(), ["a", "d", "g"])

    def test_one_place_is_changed(self):
        source = "a == b;\n  c == d && e == f;"
        first, second, _, third = sites_of("a.cc", source)
        self.assertEqual(mutate(source, first), "a != b;\n  c == d && e == f;")
        self.assertEqual(mutate(source, third), "a == b;\n  c == d && e != f;")
        self.assertEqual(second.key(), ("a.cc", "c == d && e == f;", "== -> !="))
        self.assertEqual(third.key(), ("a.cc", "c == d && e == f;", "== -> != (2)"))

    def test_a_change_is_known_by_its_text_wherever_it_stands(self):
        here = sites_of("a.cc", "  a == b;")[0]
        there = sites_of("a.cc", "x;\n\n      a == b;")[0]
        self.assertEqual(here.key(), there.key())
        self.assertNotEqual(here.line, there.line)


if __name__ == "__main__":
    unittest.main()
