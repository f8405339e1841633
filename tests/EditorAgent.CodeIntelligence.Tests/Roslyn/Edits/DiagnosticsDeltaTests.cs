using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.Loading;
using EditorAgent.CodeIntelligence.Roslyn;
using EditorAgent.CodeIntelligence.Roslyn.Edits;
using Microsoft.CodeAnalysis;
using Xunit;

namespace EditorAgent.CodeIntelligence.Tests.Roslyn.Edits;

public sealed class DiagnosticsDeltaTests : IDisposable
{
    private const string Order = """
        namespace Core;

        public class Orders
        {
            public string? Find(int id) => id > 0 ? "x" : null;
        }
        """;

    private const string Controller = """
        using Core;

        public class Controller
        {
            public int Get(Orders orders)
            {
                var order = orders.Find(1);
                return order.Length;
            }

            public int Other(Orders orders) => orders.Find(2).Length;
        }
        """;

    private readonly EditWorkspace workspace = new();
    private readonly SampleSolution solution;
    private readonly DiagnosticsDelta delta = new(TimeProvider.System);

    public DiagnosticsDeltaTests()
    {
        this.workspace.Write("Core/Orders.cs", Order);
        this.workspace.Write("Api/Controller.cs", Controller);
        this.solution = new SampleSolution(this.workspace).Project("Core", []).Project("Api", ["Core"]);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        this.solution.Dispose();
        this.workspace.Dispose();
    }

    [Fact]
    public async Task Answer_WhenAWarningIsFixed_NamesItAndCountsWhatStays()
    {
        var answer = await this.WriteAsync("Api/Controller.cs", Controller.Replace("return order.Length;", "if (order is null)\n        {\n            return 0;\n        }\n\n        return order.Length;"));

        Assert.Equal("diagnostics: fixed CS8602 Controller.cs:8; new 0; still 1 warning in the checked files of Api (unchanged)\ncoverage: 2/2 projects · fresh", answer.Text);
    }

    [Fact]
    public async Task Answer_WhenAnErrorComes_ShowsItsLineAndMember()
    {
        var answer = await this.WriteAsync("Api/Controller.cs", Controller.Replace("order.Length;\n    }", "order.Width;\n    }"));

        Assert.StartsWith("diagnostics: fixed CS8602 Controller.cs:8; new 1; still 1 warning", answer.Text);
        Assert.Contains("\nApi/Controller.cs:8 CS1061 error: 'string' does not contain a definition for 'Width'", answer.Text);
        Assert.Contains("  in Controller.Get(Orders)\n   8| return order.Width;\n", answer.Text);
        Assert.Equal(new CodePlace(this.workspace.PathOf("Api/Controller.cs"), 8), Assert.Single(answer.Places));
    }

    [Fact]
    public async Task Answer_WhenLinesOnlyMove_TellsNothingNew()
    {
        var answer = await this.WriteAsync("Api/Controller.cs", "// one\n// two\n" + Controller);

        Assert.StartsWith("diagnostics: new 0; still 2 warnings", answer.Text);
    }

    [Fact]
    public async Task Answer_WhenASignatureChanges_ChecksItsProjectAndTheDependants()
    {
        this.workspace.Write("Core/Shop.cs", "namespace Core;\nclass Shop { string? M(Orders all) => all.Find(3); }\n");
        this.solution.Dispose();
        var sample = new SampleSolution(this.workspace).Project("Core", []).Project("Api", ["Core"]);

        var (broken, solution) = await this.WriteAsync(sample.Solution, 10_000, "Core/Orders.cs", Order.Replace("Find(int id)", "Search(int id)"));
        var (repaired, _) = await this.WriteAsync(solution, 10_000, "Core/Orders.cs", Order);

        Assert.StartsWith("diagnostics: fixed CS8602 Controller.cs:8, CS8602 Controller.cs:11; new 3\n", broken.Text);
        Assert.Contains("Api/Controller.cs:7 CS1061", broken.Text);
        Assert.Contains("Core/Shop.cs:2 CS1061", broken.Text);
        Assert.StartsWith("diagnostics: fixed CS1061 Controller.cs:7, CS1061 Controller.cs:11, CS1061 Shop.cs:2; new 2", repaired.Text);
        sample.Dispose();
    }

    [Fact]
    public async Task Answer_WhenOnlyABodyChanges_LooksAtNoOtherFile()
    {
        var (answer, _) = await this.WriteAsync(this.solution.Solution, 0, "Core/Orders.cs", Order.Replace("id > 0", "id > 1"));

        Assert.Equal("diagnostics: not known yet: Core/Orders.cs, ask diagnostics for it\ncoverage: 2/2 projects · fresh", answer.Text);
    }

    [Fact]
    public async Task Answer_WhenTheDeadlineIsOver_NamesWhatIsPending()
    {
        var (answer, _) = await this.WriteAsync(this.solution.Solution, 0, "Core/Orders.cs", Order.Replace("Find(int id)", "Search(int id)"));

        Assert.Equal("diagnostics: not known yet: Core/Orders.cs, ask diagnostics for it\ncoverage: 2/2 projects · fresh · dependants pending: Api", answer.Text);
    }

    [Fact]
    public async Task Answer_AfterAFileIsDeleted_FindsWhoMissesIt()
    {
        var path = this.workspace.PathOf("Core/Orders.cs");
        var after = this.solution.Solution.RemoveDocuments(this.solution.Solution.GetDocumentIdsWithFilePath(path));

        var answer = await this.AnswerAsync(after, 10_000, new WrittenFile(path, Order, null));

        Assert.Contains("Api/Controller.cs:1 CS0246", answer.Text);
        Assert.Contains("Api/Controller.cs:5 CS0246", answer.Text);
    }

    [Fact]
    public async Task Answer_ForAFileOfNoProject_ChecksItsSyntaxAndSaysSo()
    {
        var answer = await this.AnswerAsync(this.solution.Solution, 10_000, new WrittenFile(this.workspace.PathOf("tools/a.cs"), null, "class A {\n"));

        Assert.Contains("diagnostics: new 1\ntools/a.cs:1 CS1513 error:", answer.Text);
        Assert.Contains("only the syntax was checked, no loaded project compiles it: tools/a.cs", answer.Text);
    }

    [Fact]
    public async Task Answer_ForADegradedLeg_DoesNotReportItsNoise()
    {
        var leg = new ProjectLeg { ProjectPath = "Api.csproj", Name = "Api", AssemblyName = "Api", Degraded = "no restore" };
        var api = this.solution.Solution.Projects.Single(project => project.Name == "Api").Id;
        var text = Controller.Replace("orders.Find(2)", "orders.None(2)");
        var after = this.solution.Solution.WithDocumentText(this.solution.Solution.GetDocumentIdsWithFilePath(this.workspace.PathOf("Api/Controller.cs")), Microsoft.CodeAnalysis.Text.SourceText.From(text));

        var answer = await this.delta.AnswerAsync(
            new DeltaQuery([new WrittenFile(this.workspace.PathOf("Api/Controller.cs"), Controller, text)], 120_000),
            this.solution.Snapshot() with { Solution = after, Legs = ImmutableDictionary<ProjectId, ProjectLeg>.Empty.Add(api, leg) },
            Token);

        Assert.Contains("only the syntax was checked", answer.Text);
        Assert.DoesNotContain("CS1061", answer.Text);
    }

    [Fact]
    public async Task Answer_AfterManyRandomEdits_EqualsAFreshComparison()
    {
        var random = new Random(42);
        var bodies = new[] { "return order.Length;", "return order.Width;", "return order!.Length;", "string s = null; return s.Length;", "return missing;" };
        var (solution, text, before) = (this.solution.Solution, Controller, "return order.Length;");
        for (var round = 0; round < 25; round++)
        {
            var body = bodies[random.Next(bodies.Length)];
            var next = text.Replace(before, body);
            var (warm, after) = await this.WriteAsync(solution, 60_000, "Api/Controller.cs", next);
            var fresh = await new DiagnosticsDelta(TimeProvider.System).AnswerAsync(
                new DeltaQuery([new WrittenFile(this.workspace.PathOf("Api/Controller.cs"), text, next)], 60_000), this.solution.Snapshot() with { Solution = after }, Token);
            Assert.Equal(fresh.Text, warm.Text);
            (solution, text, before) = (after, next, body);
        }
    }

    private async Task<CodeAnswer> WriteAsync(string name, string text) => (await this.WriteAsync(this.solution.Solution, 120_000, name, text)).Answer;

    private async Task<(CodeAnswer Answer, Solution After)> WriteAsync(Solution solution, int deadline, string name, string text)
    {
        var path = this.workspace.PathOf(name);
        var ids = solution.GetDocumentIdsWithFilePath(path);
        var old = (await solution.GetDocument(ids[0])!.GetTextAsync(Token)).ToString();
        var after = solution.WithDocumentText(ids, Microsoft.CodeAnalysis.Text.SourceText.From(text));
        return (await this.AnswerAsync(after, deadline, new WrittenFile(path, old, text)), after);
    }

    private Task<CodeAnswer> AnswerAsync(Solution after, int deadline, params WrittenFile[] files) =>
        this.delta.AnswerAsync(new DeltaQuery([.. files], deadline), this.solution.Snapshot() with { Solution = after }, Token);
}
