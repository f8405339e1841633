using EditorAgent.BuiltInTools.Shell;
using EditorAgent.BuiltInTools.Tests;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Processes;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Workspaces;
using EditorAgent.Tests.BuiltInTools.Shell;
using EditorAgent.Tests.Workspaces;
using Xunit;

namespace EditorAgent.Tests.BuiltInTools.Tests;

public sealed class RunTestsToolTests
{
    private const string Formatter = "src/Invoicing/InvoiceFormatter.cs";
    private const string FormatterTests = "tests/Invoicing.Tests/InvoiceFormatterTests.cs";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("App.csproj", "no .NET SDK on its PATH")]
    [InlineData("setup.py", "There is no .NET project in this workspace")]
    public async Task Plan_WhereThereIsARuntimeAndNoSdk_SaysAtOnceWhatIsTheMatter(string file, string said)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A shell script stands in for dotnet.");
        using var root = new TemporaryDirectory();
        root.Write($"work/{file}", "");
        root.Write("dotnet/shared/runtime", "");
        root.Write("dotnet/dotnet", "#!/bin/sh\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(root["dotnet/dotnet"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        var workspace = new Workspace(root["work"], [], []);
        var tool = new RunTestsTool(
            workspace, new DiskWorkspaceFiles(), new SpillDirectory(null), Sandbox.Absent("not in this test"), TimeProvider.System, path: new TrustedPath(root["dotnet"], workspace.Roots));

        var refused = Assert.IsType<ToolPlan.Refused>(await ToolRun.PlanAsync(tool, new { }, Token));

        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_BeforeAndAfterTheFix_IsRedWithTheBrokenLineAndThenGreen()
    {
        using var copy = new InvoicingCopy();
        copy.Replace(
            FormatterTests,
            "    [Fact]\n    public void FormatSummary",
            "    [Fact]\n    public void Format_WithoutCompany_BeginsWithTheName() =>\n"
            + "        Assert.StartsWith(\"Attn. Eva\", this.formatter.Format(Sample.InvoiceFor(new Customer(\"Eva\", null, Sample.Vienna))));\n\n"
            + "    [Fact]\n    public void FormatSummary");

        var red = await ToolRun.RunAsync(copy.RunTests, new { }, Token);

        Assert.True(red.IsError);
        Assert.Equal(new TestRunSummary(14, 1, 0), red.Tests);
        Assert.StartsWith("Invoicing.Tests net10.0: 14 passed, 1 failed, 0 skipped, ", red.Text, StringComparison.Ordinal);
        Assert.Contains(
            "\nFAILED InvoiceFormatterTests.Format_WithoutCompany_BeginsWithTheName\n"
            + "  System.NullReferenceException : Object reference not set to an instance of an object.\n"
            + "  at src/Invoicing/InvoiceFormatter.cs:32\n"
            + "    31|     {\n"
            + "    32>         text.Append(customer.Company!.Trim()).Append('\\n');\n"
            + "  called from tests/Invoicing.Tests/InvoiceFormatterTests.cs:41",
            red.Text,
            StringComparison.Ordinal);

        const string Broken = "Invoicing.Tests.InvoiceFormatterTests.Format_WithoutCompany_BeginsWithTheName";
        var file = Path.Combine(new Workspace(copy.Root, [], []).RealRoot, FormatterTests);
        Assert.StartsWith("System.NullReferenceException", copy.Outcomes.FailureOf(file, Broken)?.Text, StringComparison.Ordinal);
        Assert.Null(copy.Outcomes.FailureOf(file, "Invoicing.Tests.InvoiceFormatterTests.FormatSummary_ForPrivateCustomer_UsesTheName"));

        copy.Replace(Formatter, "text.Append(customer.Company!.Trim()).Append('\\n');", "if (customer.Company is { } company) text.Append(company.Trim()).Append('\\n');");
        var green = await ToolRun.RunAsync(copy.RunTests, new { project = "tests/Invoicing.Tests" }, Token);

        Assert.False(green.IsError, green.Text);
        Assert.Null(copy.Outcomes.FailureOf(file, Broken));
        Assert.Equal(new TestRunSummary(15, 0, 0), green.Tests);
        Assert.Matches(@"^Invoicing\.Tests net10\.0: 15 passed, 0 failed, 0 skipped, \d+\.\d s$", green.Text);

        var nothing = await ToolRun.RunAsync(copy.RunTests, new { filter = "FullyQualifiedName~NoSuchTest", no_build = true }, Token);

        Assert.True(nothing.IsError);
        Assert.Equal(new TestRunSummary(0, 0, 0), nothing.Tests);
        Assert.StartsWith("No test ran", nothing.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Results File", nothing.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WhenTheCodeDoesNotCompile_ListsEachErrorOnce()
    {
        using var copy = new InvoicingCopy();
        copy.Replace(Formatter, "text.Append('\\n');\n        AppendHeading", "text.Append(missing);\n        AppendHeading");

        var result = await ToolRun.RunAsync(copy.RunTests, new { }, Token);

        Assert.True(result.IsError);
        Assert.Equal(new TestRunSummary(0, 0, 0), result.Tests);
        Assert.Equal(
            "The build failed with 1 error; what depends on it was not tested:\n"
            + "src/Invoicing/InvoiceFormatter.cs(15,21): error CS0103: The name 'missing' does not exist in the current context",
            result.Text);
    }

    [Fact]
    public async Task Plan_OfACommandWithQuotes_ShowsItAndOffersNoGrant()
    {
        using var copy = new InvoicingCopy();

        var plan = Assert.IsType<ToolPlan.Ready>(
            await ToolRun.PlanAsync(copy.RunTests, new { project = "tests/Invoicing.Tests", filter = "Name=It's", no_build = true }, Token));

        const string command = "dotnet test tests/Invoicing.Tests/Invoicing.Tests.csproj --no-build --filter 'Name=It'\\''s'";
        Assert.Equal(command, plan.Command);
        Assert.Equal([new PermissionSubject.Command(command)], plan.Subjects);
        Assert.Empty(plan.OfferedGrants);
        Assert.False(plan.IsReadOnly);
    }

    [Fact]
    public async Task Plan_WithTheGrantForTheCommand_IsAllowedAndNoWiderOneIsOffered()
    {
        using var copy = new InvoicingCopy();
        var plan = Assert.IsType<ToolPlan.Ready>(await ToolRun.PlanAsync(copy.RunTests, new { }, Token));
        foreach (var grant in plan.OfferedGrants)
        {
            var policy = new PermissionPolicy([], PermissionMode.Ask);
            var question = new PermissionQuestion("run_tests", plan.IsReadOnly, plan.Subjects) { Execution = new Execution { Kind = "dotnet test", IsSandboxed = true } };
            Assert.Equal(PermissionDecision.Ask, policy.Decide(question).Decision);

            policy.Grant(grant);

            Assert.Equal(PermissionDecision.Allow, policy.Decide(question).Decision);
        }

        Assert.Single(plan.OfferedGrants);
    }

    [Theory]
    [InlineData("../elsewhere", null, "not in the workspace")]
    [InlineData("src/Nowhere", null, "Pass one of these as project: Invoicing.sln, src/Invoicing/Invoicing.csproj")]
    [InlineData("src", null, "no solution or project in src")]
    [InlineData("src/Invoicing/Invoice.cs", null, "pass filter")]
    [InlineData(null, "-p:RunSettingsFilePath=x", "The filter is not one")]
    [InlineData(null, "@response", "The filter is not one")]
    public async Task Plan_WhenItMakesNoSense_SaysWhatWould(string? project, string? filter, string expected)
    {
        using var copy = new InvoicingCopy();

        var plan = await ToolRun.PlanAsync(copy.RunTests, new { project, filter }, Token);

        Assert.Contains(expected, Assert.IsType<ToolPlan.Refused>(plan).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_OnTheTestingPlatform_SpeaksItsLanguage()
    {
        using var copy = new InvoicingCopy();
        await File.WriteAllTextAsync(Path.Combine(copy.Root, "global.json"), """{ "test": { "runner": "Microsoft.Testing.Platform" } }""", Token);
        copy.Replace("tests/Invoicing.Tests/InvoiceTests.cs", "    [Fact]\n    public void Constructor_WithoutLines_Throws() =>", "    [Fact]\n    public void Never() => Assert.Equal(1, 2);\n\n    [Fact]\n    public void Constructor_WithoutLines_Throws() =>");

        var red = await ToolRun.RunAsync(copy.RunTests, new { }, Token);

        Assert.True(red.IsError);
        Assert.Equal(new TestRunSummary(14, 1, 0), red.Tests);
        Assert.Contains("FAILED InvoiceTests.Never\n  Assert.Equal() Failure", red.Text, StringComparison.Ordinal);

        var again = await ToolRun.RunAsync(copy.RunTests, new { failed = true, no_build = true }, Token);

        Assert.Equal(new TestRunSummary(0, 1, 0), again.Tests);

        var named = await ToolRun.RunAsync(copy.RunTests, new { tests = new[] { "InvoiceTests.Constructor_WithoutLines_Throws" }, no_build = true }, Token);

        Assert.False(named.IsError, named.Text);
        Assert.Equal(new TestRunSummary(1, 0, 0), named.Tests);

        var nothing = await ToolRun.RunAsync(copy.RunTests, new { filter = "FullyQualifiedName~NoSuchTest", no_build = true }, Token);

        Assert.True(nothing.IsError);
        Assert.StartsWith("No test ran", nothing.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_OfWhatFailedLast_RunsOnlyThat()
    {
        using var copy = new InvoicingCopy();
        copy.Replace("tests/Invoicing.Tests/InvoiceTests.cs", "    [Fact]\n    public void Constructor_WithoutLines_Throws() =>", "    [Fact]\n    public void Never() => Assert.Equal(1, 2);\n\n    [Fact]\n    public void Constructor_WithoutLines_Throws() =>");
        Assert.Contains("No test failed in the last run", Assert.IsType<ToolPlan.Refused>(await ToolRun.PlanAsync(copy.RunTests, new { failed = true }, Token)).Message, StringComparison.Ordinal);
        Assert.Equal(new TestRunSummary(14, 1, 0), (await ToolRun.RunAsync(copy.RunTests, new { }, Token)).Tests);

        var again = await ToolRun.RunAsync(copy.RunTests, new { failed = true, no_build = true }, Token);

        Assert.Equal(new TestRunSummary(0, 1, 0), again.Tests);
    }

    [Fact]
    public async Task Run_OfTheAffected_RunsThoseOfEachProject()
    {
        using var copy = new InvoicingCopy(root => new TestSelection([new SelectedTest("Invoicing.Tests.InvoiceTests.Constructor_WithoutLines_Throws", Path.Combine(root, "tests/Invoicing.Tests/Invoicing.Tests.csproj"))], "1 test by references", IsKnown: true));

        var result = await ToolRun.RunAsync(copy.RunTests, new { affected = true }, Token);

        Assert.False(result.IsError, result.Text);
        Assert.Equal(new TestRunSummary(1, 0, 0), result.Tests);
    }

    [Theory]
    [InlineData(true, "No test reaches what changed")]
    [InlineData(false, "Untrusted")]
    public async Task Plan_WhenNothingIsAffected_SaysSo_AndRunsAllWhenNobodyKnows(bool isKnown, string expected)
    {
        using var copy = new InvoicingCopy(_ => new TestSelection([], "Untrusted: which tests are affected is not known.", isKnown));

        var plan = await ToolRun.PlanAsync(copy.RunTests, new { affected = true }, Token);

        if (isKnown)
        {
            Assert.Contains(expected, Assert.IsType<ToolPlan.Refused>(plan).Message, StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal("dotnet test Invoicing.sln", Assert.IsType<ToolPlan.Ready>(plan).Command);
        }
    }

    [Fact]
    public async Task Plan_OfManyTests_RunsTheirClassesOrEverything()
    {
        using var copy = new InvoicingCopy();

        var classes = Assert.IsType<ToolPlan.Ready>(await ToolRun.PlanAsync(copy.RunTests, new { tests = Enumerable.Range(0, 50).Select(number => $"A.B{number % 2}.T{number}") }, Token));
        var all = Assert.IsType<ToolPlan.Ready>(await ToolRun.PlanAsync(copy.RunTests, new { tests = Enumerable.Range(0, 50).Select(number => $"A.B{number}.T") }, Token));

        Assert.Equal("dotnet test Invoicing.sln --filter 'FullyQualifiedName~A.B0.|FullyQualifiedName~A.B1.'", classes.Command);
        Assert.Equal("dotnet test Invoicing.sln", all.Command);
    }

    [Theory]
    [InlineData("A.B(1)")]
    [InlineData("--settings")]
    [InlineData("A|B")]
    public async Task Plan_WhenANameIsNone_SaysHowItIsWritten(string name)
    {
        using var copy = new InvoicingCopy();

        var plan = await ToolRun.PlanAsync(copy.RunTests, new { tests = new[] { name } }, Token);

        Assert.Contains("write Class.Method", Assert.IsType<ToolPlan.Refused>(plan).Message, StringComparison.Ordinal);
    }
}
