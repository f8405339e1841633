using System.Xml;
using EditorAgent.BuiltInTools.Tests;
using Xunit;

namespace EditorAgent.Tests.BuiltInTools.Tests;

public sealed class TrxReaderTests
{
    private const string Report = """
        <?xml version="1.0" encoding="utf-8"?>
        <TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010">
          <Times start="2025-01-01T00:00:00+00:00" finish="2025-01-01T00:00:02.5+00:00" />
          <Results>
            <UnitTestResult testId="1" testName="Shop.Tests.CartTests.Adds(n: 1)" outcome="Passed"><Output><StdOut>outcome="Failed"</StdOut></Output></UnitTestResult>
            <UnitTestResult testId="2" testName="Shop.Tests.CartTests.Adds(n: 2)" outcome="Failed"><Output><ErrorInfo><Message>no</Message><StackTrace>at x</StackTrace></ErrorInfo></Output></UnitTestResult>
            <UnitTestResult testId="3" testName="Removes" outcome="Failed" />
            <UnitTestResult testId="4" testName="Shop.Tests.CartTests.Later" outcome="NotExecuted" />
            <UnitTestResult testId="5" testName="Shop.Tests.CartTests.Holds" outcome="Passed" />
          </Results>
          <TestDefinitions>
            <UnitTest id="2"><TestMethod codeBase="/w/bin/Debug/net9.0/Shop.Tests.dll" className="Shop.Tests.CartTests" name="Adds" /></UnitTest>
            <UnitTest id="3"><TestMethod codeBase="/w/bin/Debug/net9.0/Shop.Tests.dll" className="Shop.Tests.CartTests" name="Removes" /></UnitTest>
            <UnitTest id="1"><TestMethod codeBase="/w/bin/Debug/net9.0/Shop.Tests.dll" className="Shop.Tests.CartTests" name="Adds" /></UnitTest>
            <UnitTest id="5"><TestMethod codeBase="/w/bin/Debug/net9.0/Shop.Tests.dll" className="Shop.Tests.CartTests" name="Holds" /></UnitTest>
          </TestDefinitions>
          <ResultSummary outcome="Failed"><RunInfos><RunInfo outcome="Error"><Text>The process died.</Text></RunInfo></RunInfos></ResultSummary>
        </TestRun>
        """;

    [Fact]
    public void Read_OfAReport_CountsAndNamesFailures()
    {
        var run = Read(Report);

        Assert.Equal(("Shop.Tests net9.0", 2, 1, TimeSpan.FromSeconds(2.5)), (run.Name, run.Passed, run.Skipped, run.Duration));
        Assert.Equal(
            [
                new FailedTest("CartTests.Adds(n: 2)", "no", "at x") { FullName = "Shop.Tests.CartTests.Adds" },
                new FailedTest("CartTests.Removes", "", "") { FullName = "Shop.Tests.CartTests.Removes" },
            ],
            run.Failures);
        Assert.Equal(["The process died."], run.Faults);
        Assert.Equal(["Shop.Tests.CartTests.Holds"], run.PassedNames);
    }

    [Fact]
    public void Read_OfTheBeginningOfAReport_Throws() => Assert.Throws<XmlException>(() => Read(Report[..(Report.Length / 2)]));

    [Fact]
    public void Read_OfAReportWithADocumentType_Throws() =>
        Assert.Throws<XmlException>(() => Read("<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><TestRun>&b;</TestRun>"));

    private static TestRun Read(string text)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, text);
            return TrxReader.Read(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
