using System.Text.Json;
using EditorAgent.Core.Commands;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Permissions;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace EditorAgent.Tests.Permissions;

/// <summary>What holds of every policy and every call, however hostile their texts are.</summary>
public sealed class PolicyProperties
{
    private static readonly string[] Fragments =
    [
        "git", "push", " ", "  ", "\t", "\n", "\r", "\0", ";", "&&", "||", "|", "&", "'", "\"", "\\", "$", "$(", ")", "`", "<", ">", "(", "*", "**", "?", "[", "]", "{", "}", "~", "#", "!", "=",
        "-C", "--", "-", "env", "sudo", "bash -c", "xargs", "rm -rf /", "a", "A=b", "..", "../", "/", "./", "\\\\host\\share", "C:", ".git", ".GIT", "mcp.json", ".mcp.json::$DATA", "MCP~1.JSO",
        "\uFF0Emcp.json", "\u202e", "\u200b", "\ud800", "\udc00", "\ud83d\ude00", "e\u0301", "http://", "https://a.com", "@", ":", "%2f", "%", "xn--", "mcp__", "__", "mcp__a__b", ",", "x=y", "shell", "edit",
        new string('x', 5000), new string('(', 300), new string('*', 300), string.Concat(Enumerable.Repeat("a;", 200)),
    ];

    private static readonly string[] Patterns =
        ["*", "shell", "shell(*)", "shell(git *)", "shell(git push)", "shell(rm)", "edit", "edit(**)", "edit(src/**)", "edit(**/.mcp.json)", "fetch", "fetch(a.com)", "mcp__*", "mcp__a__*", "mcp__a__b(x=*)", "*(**)", "read(**)"];

    private static readonly PermissionMode[] Modes = [PermissionMode.Plan, PermissionMode.Ask, PermissionMode.AcceptEdits, PermissionMode.Yolo];

    private static Gen<string> Hostile { get; } = Gen.Elements(Fragments).ListOf().Select(string.Concat);

    [Fact]
    public void Decide_WhateverTheTextsHold_NeverThrows()
    {
        var property = Prop.ForAll(Hostile.Zip(Hostile).Zip(Hostile).ToArbitrary(), given =>
        {
            var ((pattern, text), other) = given;
            foreach (var decision in new[] { "deny", "ask", "allow" })
            {
                var policy = Policy(PermissionMode.Yolo, (decision, pattern), (decision, $"shell({text})"), (decision, $"edit({other})"), (decision, $"mcp__a__b(x={text})"));
                foreach (var question in Questions(text, other))
                {
                    policy.Decide(question);
                    PermissionExplanation.Of(policy, question);
                }
            }

            return true;
        });

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), property);
    }

    [Fact]
    public void Decide_WhenARuleDenies_NoModeNoAllowRuleAndNoGrantMakesItLess()
    {
        var rules = Gen.Elements(Patterns).SelectMany(pattern => Gen.Elements("deny", "deny", "ask", "allow").Select(decision => (decision, pattern))).ListOf(4);
        var property = Prop.ForAll(rules.Zip(Gen.Elements(Patterns).ListOf(4)).Zip(Hostile.Zip(Hostile)).ToArbitrary(), given =>
        {
            var ((written, allowances), (text, other)) = given;
            var strict = Policy(PermissionMode.Ask, [.. written]);
            foreach (var question in Questions(text, other).Concat(Questions("git push", ".mcp.json")))
            {
                if (strict.Decide(question) is not { Decision: PermissionDecision.Deny, Source: DecisionSource.Rule })
                {
                    continue;
                }

                foreach (var mode in Modes)
                {
                    var free = Policy(mode, [.. allowances.Select(pattern => ("allow", pattern)), .. written]);
                    foreach (var pattern in allowances)
                    {
                        free.Grant(new PermissionGrant(pattern));
                    }

                    if (free.Decide(question).Decision != PermissionDecision.Deny)
                    {
                        return false;
                    }
                }
            }

            return true;
        });

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(150), property);
    }

    [Fact]
    public void Decide_WhenACommandIsGranted_AllowsNothingButThatCommand()
    {
        var words = Gen.Elements("git", "push", "-f", "rm", "a", "--x=y", "src/a.cs").ListOf(3);
        var property = Prop.ForAll(words.Zip(words).Zip(Hostile.Zip(Gen.Elements("{0}", "{0} {1}", "{0}; {1}", "{1} && {0}", "{0} > {1}", "{0} | {1}", "{1}"))).ToArbitrary(), given =>
        {
            var ((granted, wanted), (noise, form)) = given;
            var command = string.Join(' ', granted);
            var text = form.Replace("{0}", string.Join(' ', wanted), StringComparison.Ordinal).Replace("{1}", noise, StringComparison.Ordinal);
            var policy = Policy(PermissionMode.Ask);
            policy.Grant(new PermissionGrant($"shell(={command})"));

            return policy.Shell(text).Decision != PermissionDecision.Allow
                || (CommandLine.Parse(text) is CommandLine.Parsed line && line.ToJudge.All(part => part.Words.SequenceEqual(granted)));
        });

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), property);
    }

    [Fact]
    public void Decide_WhenAPathIsGranted_AllowsNothingButThatPath()
    {
        var paths = Gen.Elements("src", "a.cs", "A.cs", "b", "..", ".").ListOf(3).Select(parts => string.Join('/', parts));
        var property = Prop.ForAll(paths.Zip(paths).ToArbitrary(), given =>
        {
            var policy = Policy(PermissionMode.Ask);
            policy.Grant(new PermissionGrant($"edit({given.Item1})"));

            return policy.Edit(given.Item2).Decision != PermissionDecision.Allow || NamesOf(given.Item1).SequenceEqual(NamesOf(given.Item2));
        });

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), property);
    }

    private static IEnumerable<string> NamesOf(string path) => path.Split('/').Where(name => name != ".");

    private static IEnumerable<PermissionQuestion> Questions(string text, string other)
    {
        foreach (var execution in new[] { null, PolicyOnDisk.Sandboxed, PolicyOnDisk.Sandboxed with { IsInAutoRunTable = true }, PolicyOnDisk.Sandboxed with { Unreadable = "odd" } })
        {
            yield return new PermissionQuestion("shell", false, [new PermissionSubject.Command(text)]) { Execution = execution };
        }

        yield return new PermissionQuestion("edit", false, [new PermissionSubject.Path("/w/" + text, text, true) { Lexical = other }]);
        yield return new PermissionQuestion("read", true, [new PermissionSubject.Path(text, other, false)]);
        yield return new PermissionQuestion(text, false, []);
        yield return new PermissionQuestion("mcp__a__b", false, [new PermissionSubject.McpCall(text, other, Arguments(text))]);
        yield return new PermissionQuestion("mcp__a__b", false, [new PermissionSubject.McpCall("a", "b", Arguments(text))]);
        foreach (var address in new[] { text, "https://a.com/" + text, "https://" + text, "http://" + other + "@" + text })
        {
            if (Uri.TryCreate(address, UriKind.RelativeOrAbsolute, out var url))
            {
                yield return new PermissionQuestion("fetch", true, [new PermissionSubject.Url(url)]);
            }
        }
    }

    private static JsonElement Arguments(string text) => JsonElement.Parse($$"""{"x":{{JsonSerializer.Serialize(text)}},"y":["\ud800",1,null]}""");

    /// <summary>Patterns that are no patterns are left out.</summary>
    private static PermissionPolicy Policy(PermissionMode mode, params (string Decision, string Pattern)[] rules)
    {
        var origin = new ConfigurationOrigin(ConfigurationLayer.User, "/home/u/config.toml", 1);
        var sound = new List<PermissionRuleEntry>();
        foreach (var (decision, pattern) in rules)
        {
            var entry = new PermissionRuleEntry(decision, pattern, null, origin);
            try
            {
                _ = new PermissionPolicy([entry], mode);
                sound.Add(entry);
            }
            catch (ConfigurationException)
            {
                // Said at load.
            }
        }

        return new PermissionPolicy([.. sound], mode);
    }
}
