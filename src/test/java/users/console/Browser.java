package users.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A window of a real Chromium that shows the console. */
final class Browser implements AutoCloseable {
  private static final List<Path> BROWSERS =
      Stream.of("/usr/bin/chromium", "/usr/bin/google-chrome").map(Path::of).toList();
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

  private final ChromeDriver driver;
  private final String base;

  private Browser(ChromeDriver driver, String base) {
    this.driver = driver;
    this.base = base;
  }

  /** Skips the test where there is no browser; in CI there has to be one. */
  static Browser open(int port) {
    Optional<Path> binary = BROWSERS.stream().filter(Files::isExecutable).findFirst();
    boolean found = binary.isPresent() && Files.isExecutable(DRIVER);
    if (!"true".equals(System.getenv("CI"))) {
      Assumptions.assumeTrue(found, "no Chromium with its driver");
    }
    assertThat(found).as("Chromium and its driver").isTrue();
    return new Browser(
        new ChromeDriver(
            new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).build(),
            options(binary.get())),
        "http://127.0.0.1:" + port + "/");
  }

  private static ChromeOptions options(Path binary) {
    var options = new ChromeOptions();
    options.setBinary(binary.toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--window-size=1280,900");
    return options;
  }

  /** Shows a page of the console, like {@code users} or {@code events}. */
  Browser at(String page) {
    return show("#/" + page);
  }

  /** Shows whatever the service has at a path. */
  Browser show(String path) {
    driver.get(base + path);
    return this;
  }

  /** Loads the page anew, so that the focus is nowhere. */
  Browser reload() {
    driver.navigate().refresh();
    return this;
  }

  void size(int width, int height) {
    driver.manage().window().setSize(new Dimension(width, height));
  }

  WebElement find(String css) {
    return await().until(any -> driver.findElement(By.cssSelector(css)));
  }

  List<WebElement> all(String css) {
    return driver.findElements(By.cssSelector(css));
  }

  /** The button with this text, once it is there. */
  WebElement button(String text) {
    return await()
        .until(
            any ->
                driver.findElement(
                    By.xpath("//button[not(@hidden)][normalize-space()='" + text + "']")));
  }

  void click(String buttonText) {
    await()
        .until(
            any -> {
              button(buttonText).click();
              return true;
            });
  }

  /** Waits until the element with this text has the focus. */
  void awaitFocus(String text) {
    await()
        .withMessage(() -> "the focus should be on «" + text + "»")
        .until(any -> text.equals(run("return document.activeElement.textContent")));
  }

  /** Waits until no dialog is open: the browser closes one in a task of its own. */
  void awaitNoDialog() {
    await().until(any -> all("dialog").isEmpty());
  }

  /** Replaces what an input says. */
  void fill(String css, String text) {
    WebElement input = find(css);
    input.sendKeys(Keys.chord(Keys.CONTROL, "a"), text);
  }

  /** Waits until the page says so. */
  void awaitText(String css, String text) {
    await()
        .withMessage(() -> css + " should say «" + text + "»: " + textOf(css))
        .until(any -> textOf(css).contains(text));
  }

  String textOf(String css) {
    return String.join("\n", all(css).stream().map(WebElement::getText).toList());
  }

  /** Presses keys wherever the focus is. */
  void press(CharSequence... keys) {
    new Actions(driver).sendKeys(keys).perform();
  }

  /** Goes on with the tab key until the focus is there. */
  void tabTo(String css) {
    for (int i = 0; i < 60; i++) {
      if (driver.switchTo().activeElement().equals(find(css))) {
        return;
      }
      press(Keys.TAB);
    }
    throw new AssertionError("the tab key does not lead to " + css);
  }

  Object run(String script) {
    return driver.executeScript(script);
  }

  /** What is seriously wrong for people who need assistive technology. */
  List<String> accessibilityFaults() {
    return new AxeBuilder()
        .analyze(driver).getViolations().stream()
            .filter(rule -> List.of("serious", "critical").contains(rule.getImpact()))
            .map(Browser::describe)
            .toList();
  }

  /** What the browser complained about, like a breach of the content security policy. */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .toList();
  }

  private static String describe(Rule rule) {
    return rule.getId() + ": " + rule.getNodes().stream().map(node -> node.getHtml()).toList();
  }

  private WebDriverWait await() {
    var wait = new WebDriverWait(driver, Duration.ofSeconds(60), Duration.ofMillis(50));
    wait.ignoring(StaleElementReferenceException.class);
    return wait;
  }

  @Override
  public void close() {
    driver.quit();
  }
}
