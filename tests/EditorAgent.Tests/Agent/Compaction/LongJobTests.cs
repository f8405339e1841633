using System.Globalization;
using System.Text;
using System.Text.Json;
using EditorAgent.BuiltInTools.Files;
using EditorAgent.BuiltInTools.Planning;
using EditorAgent.Core.Agent;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Models;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Tools.Writing;
using EditorAgent.Core.Workspaces;
using EditorAgent.ModelProviders.AnthropicCompatible;
using EditorAgent.ModelProviders.OpenAiCompatible;
using EditorAgent.Tests.ModelProviders.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace EditorAgent.Tests.Agent.Compaction;

/// <summary>A job of 400 steps that reads ten times what its window holds.</summary>
public sealed class LongJobTests
{
    private const int Steps = 400;
    private const string Job = "TASK: move all 80 modules to the new registry, one file each, and keep a plan.";

    private static readonly string[] Constraints =
    [
        "CONSTRAINT: never touch anything below vendor/.",
        "CONSTRAINT: keep the header of each file as it is.",
        "CONSTRAINT: from now on no public type is renamed.",
        "CONSTRAINT: file names stay in lower case.",
    ];

    private static readonly LoopSettings Loop = new() { MaxStepsPerTurn = Steps + 10 };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(64_000)]
    [InlineData(65_536)]
    public async Task RunTurn_WhenAJobIsFarLongerThanTheWindow_FinishesWithTaskConstraintsAndFilesIntact(int window)
    {
        var model = new WindowedModel(window, Act);
        await using var fixture = await StartAsync(model);

        var outcome = await fixture.TurnAsync($"{Job}\n{Constraints[0]}", Cancel);

        Assert.Equal((StopReason.EndTurn, Steps + 1), (outcome.Reason, outcome.Steps));
        Assert.Equal(0, model.Overflows);
        Assert.All(model.Sent, sent => Assert.True(sent.Tokens + sent.Request.MaxCompletionTokens <= window));
        var notes = model.Sent.Count(sent => sent.IsNote);
        Assert.InRange(notes, 3, 20);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"window {window}: {notes} notes; largest request {model.Sent.Max(sent => sent.Tokens)}; {string.Join(", ", fixture.Events.OfType<SessionEvent.Compacted>().Select(done => $"{done.Before}->{done.After}"))}"));
        Judge(fixture, string.Join('\n', model.Sent[^1].Messages.Select(WindowedModel.TextOf)));

        var last = model.Sent[^1].Messages.Select(WindowedModel.TextOf).ToList();
        var again = await fixture.ReloadAsync();
        Assert.Equal(last, again.Conversation.Take(last.Count).Select(WindowedModel.TextOf));
        Assert.Equal(Constraints.Length - 1, again.UserWords.Count);
    }

    [Fact]
    public async Task RunTurn_WhenNothingWasShortened_BeginsWithTheRequestBefore()
    {
        var model = new WindowedModel(65_536, Act);
        await using var fixture = await StartAsync(model);
        var shortened = new List<SessionEvent.Compacted?>();
        model.BeforeStep += _ =>
        {
            shortened.Add(fixture.Agent.Session.State.Compaction);
            return Task.CompletedTask;
        };

        await fixture.TurnAsync($"{Job}\n{Constraints[0]}", Cancel);

        var settings = new ModelSettings { Alias = "m", Provider = "vendor", Model = "m" };
        var chat = new ChatRequestEncoder(ChatDialect.Moonshot, settings, NullLogger.Instance);
        var anthropic = new AnthropicRequestEncoder(settings);
        var steps = model.Sent.Where(sent => !sent.IsNote).ToList();
        var (chatBefore, anthropicBefore, stable) = (Array.Empty<byte>(), Array.Empty<byte>(), 0);
        for (var step = 0; step < steps.Count; step++)
        {
            var request = steps[step].Request with { Messages = steps[step].Messages };
            var (chatBody, anthropicBody) = (Bodies.Bytes(chat.Encode(request)), Bodies.Bytes(anthropic.Encode(request)));
            if (step > 0 && ReferenceEquals(shortened[step], shortened[step - 1]))
            {
                stable++;
                var before = steps[step - 1].Messages;
                Assert.All(Enumerable.Range(0, before.Count), index => Assert.Same(before[index], steps[step].Messages[index]));
                Assert.True(chatBody.AsSpan().StartsWith(chatBefore), $"step {step}, chat completions");
                Assert.True(anthropicBody.AsSpan().StartsWith(anthropicBefore), $"step {step}, messages");
            }

            chatBefore = StablePrefixTests.UpToMessages(chatBody, StablePrefixTests.ChatTails);
            anthropicBefore = StablePrefixTests.UpToMessages(anthropicBody, StablePrefixTests.AnthropicTails);
        }

        Assert.Equal(Steps - shortened.Distinct().Count() + 1, stable);

        // A note is asked for with the words of the request before, so that it costs little.
        Assert.All(
            Enumerable.Range(1, model.Sent.Count - 1).Where(index => model.Sent[index].IsNote),
            index => Assert.Same(model.Sent[index - 1].Messages[^1], model.Sent[index].Messages[model.Sent[index - 1].Messages.Count - 1]));
    }

    /// <summary>Nothing but what the last request holds may be used.</summary>
    private static void Judge(AgentFixture fixture, string last)
    {
        Assert.Contains(Job, last, StringComparison.Ordinal);
        Assert.All(Constraints, constraint => Assert.Contains(constraint, last, StringComparison.Ordinal));
        Assert.Contains("FACT: the registry listens on 4711.", last, StringComparison.Ordinal);
        Assert.Contains("module 390", last, StringComparison.Ordinal);
        for (var number = 0; number < Steps; number += 5)
        {
            var hash = ContentHash.Of(File.ReadAllBytes(Path.Combine(fixture.WorkspaceRoot, FileOf(number)))).Value[..12];
            var isStillThere = last.Contains($"- {FileOf(number)}: sha256 {hash}", StringComparison.Ordinal) || last.Contains($"Created {FileOf(number)} ", StringComparison.Ordinal);
            Assert.True(isStillThere, $"{FileOf(number)} is forgotten");
        }
    }

    private static string FileOf(int step) => string.Create(CultureInfo.InvariantCulture, $"m{step}.txt");

    /// <summary>Looks, and every fifth step writes; now and then it tells its plan.</summary>
    private static IEnumerable<AssistantPart> Act(int step)
    {
        if (step == Steps)
        {
            return [new AssistantPart.Text("All modules are moved.")];
        }

        return (step % 5) switch
        {
            0 => [WindowedModel.Call("write", JsonSerializer.Serialize(new Dictionary<string, string> { ["path"] = FileOf(step), ["content"] = $"module {step}\n" }))],
            1 when step % 30 == 1 => [new AssistantPart.Text($"On to {step}."), WindowedModel.Call("update_plan", $$"""{"entries":[{"content":"module {{step - 1}}","status":"in_progress"}]}""")],
            _ => [new AssistantPart.Text($"I look at {step}."), WindowedModel.Call("look", $$"""{"n":{{step}}}""")],
        };
    }

    private static async Task<AgentFixture> StartAsync(WindowedModel model)
    {
        var look = new ToolInMemory("look", true, (arguments, _) =>
        {
            var step = arguments.GetProperty("n").GetInt32();
            var text = new StringBuilder(step == 7 ? "FACT: the registry listens on 4711.\n" : "");
            for (var line = 0; line < 10 + (step * 37 % 150); line++)
            {
                text.Append(CultureInfo.InvariantCulture, $"line {line} of what step {step} looked at\n");
            }

            return Task.FromResult(ToolResult.Success(text.ToString()) with { Origin = TextOrigin.Workspace });
        });
        var catalog = new ToolCatalog([look, new UpdatePlanTool()]);
        var fixture = await AgentFixture.StartAsync(model, [], Loop, catalog: catalog);
        await File.WriteAllTextAsync(Path.Combine(fixture.WorkspaceRoot, "AGENTS.md"), Constraints[3], Cancel);
        catalog.Append([new WriteTool(fixture.Agent.Workspace, new DiskWorkspaceFiles(), new ReadLedger())]);
        fixture.Agent.UseMode(PermissionMode.AcceptEdits);
        model.BeforeStep += step =>
        {
            var said = step switch { 100 => Constraints[1], 250 => Constraints[2], _ => null };
            Assert.True(said is null || fixture.Agent.TrySteer([new ContentPart.Text(said)]));
            return Task.CompletedTask;
        };
        return fixture;
    }
}
