using System.Text;
using EditorAgent.BuiltInTools;
using EditorAgent.Core.Models;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Processes;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Trust;
using EditorAgent.Core.Workspaces;
using EditorAgent.Fuzzing;
using Microsoft.Extensions.Logging;
using Xunit;

namespace EditorAgent.Tests.Fuzz;

/// <summary>Whatever a model sends as arguments, a call is planned or refused with words; no tool breaks, nothing is changed, nobody is asked.</summary>
public sealed class ToolArgumentsFuzzTests
{
    private static readonly string[] Corpus =
    [
        """{"path":"src/a.cs","old_string":"int x = 1;","new_string":"int x = 2;\r\n"}""",
        """{"path":"src/a.cs","edits":[{"old_string":"int","new_string":"long"},{"old_string":"x","new_string":"yy"}]}""",
        """{"path":"src/new.cs","content":"class N\n{\n}\n"}""",
        """{"path":"src/a.cs","offset":1,"limit":20}""",
        """{"pattern":"int\\s+x","path":"src","glob":"*.cs"}""",
        """{"pattern":"**/*.cs"}""",
        """{"command":"ls -la src | head -n 5","timeout_seconds":5}""",
        """{"project":"src","filter":"FullyQualifiedName~A"}""",
        """{"entries":[{"content":"do it","status":"pending","priority":"high"}]}""",
    ];

    private static readonly string[] Words =
    [
        "../", "/etc/passwd", "~/.ssh/id_rsa", "C:\\\\x", "\\\\\\\\host\\\\share", "CON", "src/a.cs", ".git/config", "(?<", "(a+)+$", "[[", "**/**/**", "$(touch x)", "'; touch x; '", "\u202e", "\u200b", "\\u202e",
        "\"path\":\"x\",\"path\":\"y\"", "\"com\\u006dand\":\"ls\"", "\"offset\":-1", "\"limit\":2147483648", "\"edits\":[]", "{\"$ref\":\"#\"}",
    ];

    [Fact]
    public async Task PrepareAsync_WhateverTheArgumentsAre_PlansOrRefuses()
    {
        var root = Directory.CreateTempSubdirectory("fuzz-arguments-").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(root, "src"));
            var file = Path.Combine(root, "src", "a.cs");
            await File.WriteAllTextAsync(file, "class A\r\n{\r\n    int x = 1;\n    string s = \"ü\";\r}\n", TestContext.Current.CancellationToken);
            var before = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
            var witness = new Unforgiving();
            var workspace = new Workspace(root, [], []);
            var catalog = new ToolCatalog(BuiltInToolSet.Create(workspace, new DiskWorkspaceFiles(), Sandbox.Absent("nothing runs here")));
            var pipeline = new ToolPipeline(catalog, new StandingGrants(new PermissionPolicy([], PermissionMode.Ask), null, _ => throw new InvalidOperationException("nothing is granted here")), new ApprovalDesk(), witness, new OutputSpill(Path.Combine(root, "spill"), 30_000), new WorkspaceTrust(new TrustStore(Path.Combine(root, "trust"), TimeProvider.System), workspace), TimeProvider.System, witness);
            var names = catalog.Definitions.Select(definition => definition.Name).ToArray();
            var planned = 0;
            var count = 0;
            await FuzzRun.AllAsync(new ByteMutator(FuzzBudget.Seed, Corpus, Words), FuzzBudget.Iterations, async bytes =>
            {
                var raw = Encoding.UTF8.GetString(bytes);
                var call = new AssistantPart.ToolCall(new ToolCallId($"c{count}"), "v", names[count++ % names.Length], raw);
                switch (await pipeline.PrepareAsync(call, CancellationToken.None))
                {
                    case PreparedToolCall.Planned:
                        planned++;
                        break;
                    case PreparedToolCall.Refused refused:
                        Assert.NotEmpty(refused.Message);
                        Assert.DoesNotContain("failed unexpectedly", refused.Message, StringComparison.Ordinal);
                        break;
                }
            });

            Assert.True(planned > 0, "no mutated call could ever be planned");
            Assert.Equal(before, await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
            Assert.Equal([file], Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories));
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    /// <summary>Nobody to ask, and a log in which a fault is a failure.</summary>
    private sealed class Unforgiving : IPermissionPrompt, ILogger
    {
        public Task<PermissionAnswer> AskAsync(PermissionRequest request, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("Planning asks nobody.");

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel >= LogLevel.Error)
            {
                throw new InvalidOperationException(formatter(state, exception), exception);
            }
        }
    }
}
